package org.sagittal.evaluation.figure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.mask.LabelPair;
import org.sagittal.evaluation.surface.SignedSurfaceError;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A case as slices: for each plane the slice on which reference and prediction disagree in the most voxels, once with both outlines over the
 * image, and once with the predicted outline coloured by its {@link SignedSurfaceError}.
 */
public final class SliceOverlay {
    private static final double PIXELS = 300;
    private static final double HIGHEST = 340;

    /** Slices stand in the page at half their size or less. */
    private static final double LETTERS = 24;

    private final LabelVolume reference;
    private final LabelVolume prediction;
    private final Optional<IntensityVolume> image;
    private final ScoringScheme scheme;
    private final Set<Integer> scored = new HashSet<>();
    private final Map<LabelGroup, SignedSurfaceError> errors = new LinkedHashMap<>();
    private final Map<LabelGroup, double[]> sortedErrorsMm = new LinkedHashMap<>();
    private final double[] allErrorsMm;
    private final ErrorScale scale;

    private SliceOverlay(
            LabelVolume reference, LabelVolume prediction, Optional<IntensityVolume> image, ScoringScheme scheme) {
        this.reference = reference;
        this.prediction = prediction;
        this.image = image;
        this.scheme = scheme;
        int dimensions = reference.grid().shape().z() == 1 ? 2 : 3;
        LabelPair pair = new LabelPair(reference.voxels(), prediction.voxels(), scheme.ignoreLabel(), dimensions);
        for (LabelGroup group : scheme.groups()) {
            scored.addAll(group.labels());
            SignedSurfaceError error =
                    SignedSurfaceError.of(pair.masks(group), reference.grid().spacing());
            errors.put(group, error);
            sortedErrorsMm.put(group, error.sortedMm());
        }
        allErrorsMm = sortedErrorsMm.values().stream()
                .flatMapToDouble(DoubleStream::of)
                .toArray();
        scale = ErrorScale.fitting(allErrorsMm);
    }

    /**
     * A plane of a case.
     *
     * @param caption which slice it is, e.g. {@code axial 12 of 40}
     * @param outlines reference and prediction over the image
     * @param error the predicted outline by its signed error
     */
    public record Plane(String caption, Drawing outlines, Drawing error) {}

    /**
     * Looks at a case.
     *
     * @param reference the truth
     * @param prediction of the same shape
     * @param image drawn below; left out if its shape is not the reference's
     * @param scheme which masks are outlined
     * @return the slices to draw
     */
    public static SliceOverlay of(
            LabelVolume reference, LabelVolume prediction, Optional<IntensityVolume> image, ScoringScheme scheme) {
        Optional<IntensityVolume> fitting =
                image.filter(i -> i.grid().shape().equals(reference.grid().shape()));
        return new SliceOverlay(reference, prediction, fitting, scheme);
    }

    /**
     * The signed errors of a class or region.
     *
     * @param group one of the scheme
     * @return mm, ascending, one a border voxel of the prediction
     */
    public double[] sortedErrorsMm(LabelGroup group) {
        return sortedErrorsMm.get(group).clone();
    }

    /**
     * The colours of the errors.
     *
     * @return a scale in mm with a bar for how much of all outlines each covers
     */
    public Drawing legend() {
        return scale.legend(allErrorsMm);
    }

    /**
     * All planes worth showing.
     *
     * @return three for a volume, one for an image
     */
    public List<Plane> planes() {
        return SlicePlane.of(reference.grid()).stream().map(this::plane).toList();
    }

    /**
     * The case on one sheet: outlines above, errors below, the scale at the end.
     *
     * @param title what stands on top
     * @return the sheet
     */
    public Drawing sheet(String title) {
        List<Plane> planes = planes();
        double gap = 10;
        double high =
                planes.stream().mapToDouble(p -> p.outlines().height()).max().orElse(1);
        double wide =
                planes.stream().mapToDouble(p -> p.outlines().width() + gap).sum();
        Drawing legend = legend();
        Drawing sheet = new Drawing(Math.max(wide, 420) + gap, 2 * high + legend.height() + 108, title);
        sheet.words(Ink.NAMES, Drawing.Anchor.START, gap, 16, title);
        sheet.words(
                Ink.WORDS,
                Drawing.Anchor.START,
                gap,
                32,
                "outlines of all classes: reference solid, prediction dashed");
        double errorsAt = high + 88;
        sheet.words(
                Ink.WORDS,
                Drawing.Anchor.START,
                gap,
                errorsAt - 8,
                "predicted outline, signed distance in mm to the surface of its class in the reference: below 0 inside, above 0 outside");
        double x = gap;
        for (Plane plane : planes) {
            sheet.place(plane.outlines(), x, 40).place(plane.error(), x, errorsAt);
            sheet.words(
                    Ink.WORDS, Drawing.Anchor.START, x, 40 + plane.outlines().height() + 12, plane.caption());
            x += plane.outlines().width() + gap;
        }
        return sheet.place(legend, gap, errorsAt + high + 10);
    }

    private Plane plane(SlicePlane plane) {
        Shape shape = reference.grid().shape();
        int slice = mostWrong(plane.across());
        SliceView view = SliceView.around(shape, plane, slice, this::isMarked);
        String caption =
                shape.z() == 1 ? plane.name() : plane.name() + " " + (slice + 1) + " of " + shape.axis(plane.across());
        return new Plane(
                caption, outlines(view, ground(view, caption)), error(view, ground(view, caption + ", signed error")));
    }

    /** The image, and the size of a row and a column on it. */
    private record Ground(Drawing drawing, double down, double right) {}

    private Ground ground(SliceView view, String caption) {
        double downMm =
                view.rows() * reference.grid().spacing().axisMm(view.plane().down());
        double rightMm =
                view.columns() * reference.grid().spacing().axisMm(view.plane().right());
        double pixelsAMm = Math.min(PIXELS / rightMm, HIGHEST / downMm);
        Drawing drawing = new Drawing(rightMm * pixelsAMm, downMm * pixelsAMm, caption);
        drawing.rectangle(Ink.GROUND, 0, 0, drawing.width(), drawing.height());
        image.ifPresent(volume -> drawing.pixels(view.grey(volume.voxels())));
        return new Ground(drawing, drawing.height() / view.rows(), drawing.width() / view.columns());
    }

    private Drawing outlines(SliceView view, Ground ground) {
        outlines(view, ground, reference.voxels(), Ink.REFERENCE, ", reference");
        outlines(view, ground, prediction.voxels(), Ink.PREDICTION, ", prediction");
        return lettered(view, ground.drawing());
    }

    private void outlines(SliceView view, Ground ground, LabelVoxels voxels, Ink ink, String what) {
        for (LabelGroup group : scheme.groups()) {
            Set<Integer> labels = new HashSet<>(group.labels());
            ground.drawing()
                    .outline(
                            ink,
                            OutlinePath.of(view.mask(voxels, labels::contains), ground.down(), ground.right()),
                            group.name() + what);
        }
    }

    private Drawing error(SliceView view, Ground ground) {
        outlines(view, ground, reference.voxels(), Ink.TRUTH, ", reference");
        List<Map<Integer, List<OutlinePath.Edge>>> coloured = new ArrayList<>();
        List<OutlinePath.Edge> all = new ArrayList<>();
        errors.values().forEach(error -> {
            int[][] steps = view.kinds((z, y, x) -> step(error, z, y, x));
            coloured.add(OutlinePath.byKind(steps, ground.down(), ground.right()));
        });
        coloured.forEach(kinds -> kinds.values().forEach(all::addAll));
        ground.drawing().outline(Ink.HALO, all, "");
        coloured.forEach(kinds ->
                kinds.forEach((step, edges) -> ground.drawing().outline(ErrorScale.INKS.get(step), edges, "")));
        return lettered(view, ground.drawing());
    }

    /** A voxel inside the prediction has no edge to the outside, so its own kind is never seen. */
    private int step(SignedSurfaceError error, int z, int y, int x) {
        if (!error.isPredicted(z, y, x)) {
            return OutlinePath.OUTSIDE;
        }
        double mm = error.atMm(z, y, x);
        return scale.step(Double.isNaN(mm) ? 0 : mm);
    }

    private static Drawing lettered(SliceView view, Drawing drawing) {
        SlicePlane plane = view.plane();
        if (!plane.leftLetter().isEmpty()) {
            drawing.letters(Drawing.Anchor.START, 6, drawing.height() / 2 + 8, LETTERS, plane.leftLetter());
            drawing.letters(Drawing.Anchor.MIDDLE, drawing.width() / 2, 24, LETTERS, plane.topLetter());
        }
        return drawing;
    }

    private boolean isMarked(int z, int y, int x) {
        return scored.contains((int) reference.voxels().at(z, y, x))
                || scored.contains((int) prediction.voxels().at(z, y, x));
    }

    /** The slice with the most voxels of different label; without any, that with the most of the reference; else the middle. */
    private int mostWrong(int axis) {
        Shape shape = reference.grid().shape();
        long[] wrong = new long[shape.axis(axis)];
        long[] marked = new long[shape.axis(axis)];
        int[] at = new int[3];
        for (at[0] = 0; at[0] < shape.z(); at[0]++) {
            short[] r = reference.voxels().slice(at[0]);
            short[] p = prediction.voxels().slice(at[0]);
            for (at[1] = 0; at[1] < shape.y(); at[1]++) {
                for (at[2] = 0; at[2] < shape.x(); at[2]++) {
                    int i = at[1] * shape.x() + at[2];
                    if (r[i] != 0 || p[i] != 0) {
                        boolean ignored = scheme.ignoreLabel().isPresent()
                                && scheme.ignoreLabel().getAsInt() == r[i];
                        wrong[at[axis]] += r[i] != p[i] && !ignored ? 1 : 0;
                        marked[at[axis]] += scored.contains((int) r[i]) ? 1 : 0;
                    }
                }
            }
        }
        int most = largest(wrong);
        if (wrong[most] > 0) {
            return most;
        }
        int fullest = largest(marked);
        return marked[fullest] > 0 ? fullest : shape.axis(axis) / 2;
    }

    private static int largest(long[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
