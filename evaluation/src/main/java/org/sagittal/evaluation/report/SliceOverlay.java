package org.sagittal.evaluation.report;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A case as slices with outlines: for each plane the slice on which reference and prediction disagree in the most voxels, the image below,
 * the reference's outline and the prediction's on top.
 */
final class SliceOverlay {
    private final LabelVolume reference;
    private final LabelVolume prediction;
    private final Optional<IntensityVolume> image;
    private final ScoringScheme scheme;
    private final Set<Integer> scored = new HashSet<>();

    private SliceOverlay(
            LabelVolume reference, LabelVolume prediction, Optional<IntensityVolume> image, ScoringScheme scheme) {
        this.reference = reference;
        this.prediction = prediction;
        this.image = image;
        this.scheme = scheme;
        scheme.groups().forEach(group -> scored.addAll(group.labels()));
    }

    /** The figures of a case, as HTML; the image is left out if its shape is not the reference's. */
    static String figures(
            LabelVolume reference, LabelVolume prediction, Optional<IntensityVolume> image, ScoringScheme scheme) {
        Optional<IntensityVolume> fitting =
                image.filter(i -> i.grid().shape().equals(reference.grid().shape()));
        SliceOverlay overlay = new SliceOverlay(reference, prediction, fitting, scheme);
        StringBuilder html = new StringBuilder("<div class=\"slices\">");
        for (SlicePlane plane : SlicePlane.of(reference.grid())) {
            html.append(overlay.figure(plane));
        }
        return html.append("</div>").toString();
    }

    private String figure(SlicePlane plane) {
        Shape shape = reference.grid().shape();
        int slice = mostWrong(plane.across());
        SliceView view = SliceView.around(shape, plane, slice, this::isMarked);
        double down = reference.grid().spacing().axisMm(plane.down());
        double right = reference.grid().spacing().axisMm(plane.right());
        double height = view.rows() * down;
        double width = view.columns() * right;
        StringBuilder svg = new StringBuilder();
        svg.append("<figure><svg viewBox=\"0 0 ")
                .append(OutlinePath.number(width))
                .append(' ')
                .append(OutlinePath.number(height))
                .append("\" role=\"img\" aria-label=\"")
                .append(plane.name())
                .append(" slice with outlines\"><rect width=\"100%\" height=\"100%\" fill=\"#000\"/>");
        image.ifPresent(volume -> svg.append("<image width=\"")
                .append(OutlinePath.number(width))
                .append("\" height=\"")
                .append(OutlinePath.number(height))
                .append("\" preserveAspectRatio=\"none\" href=\"")
                .append(GrayPng.dataUri(view.grey(volume.voxels())))
                .append("\"/>"));
        svg.append(outlines(view, reference.voxels(), "ref", down, right));
        svg.append(outlines(view, prediction.voxels(), "pred", down, right));
        svg.append("</svg>").append(letters(plane)).append("<figcaption>").append(plane.name());
        if (shape.z() > 1) {
            svg.append(' ').append(slice + 1).append(" of ").append(shape.axis(plane.across()));
        }
        return svg.append("</figcaption></figure>").toString();
    }

    private static String letters(SlicePlane plane) {
        if (plane.leftLetter().isEmpty()) {
            return "";
        }
        return "<span class=\"left\">" + plane.leftLetter() + "</span><span class=\"top\">" + plane.topLetter()
                + "</span>";
    }

    private String outlines(SliceView view, LabelVoxels voxels, String name, double down, double right) {
        StringBuilder paths = new StringBuilder();
        for (LabelGroup group : scheme.groups()) {
            Set<Integer> labels = new HashSet<>(group.labels());
            String path = OutlinePath.of(view.mask(voxels, labels::contains), down, right);
            if (!path.isEmpty()) {
                paths.append("<path class=\"")
                        .append(name)
                        .append("\" d=\"")
                        .append(path)
                        .append("\"><title>")
                        .append(Html.escape(group.name()))
                        .append(name.equals("ref") ? ", reference" : ", prediction")
                        .append("</title></path>");
            }
        }
        return paths.toString();
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
