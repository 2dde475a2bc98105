package org.sagittal.evaluation.instance;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.evaluation.surface.SurfaceDistances;
import org.sagittal.evaluation.surface.SurfaceModel;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Spacing;

/**
 * The lesion-wise scores of the BraTS challenges: every lesion counts alike, a missed or invented one as badly as can be.
 *
 * <p>Components of the reference that grow together when dilated are one lesion, scored by its undilated voxels; every component of the
 * prediction that touches a lesion's dilated region belongs to it (and may belong to two); lesions up to a size are left out, and what
 * touches only them is no false positive either. Without any lesion and any false positive the score is perfect.
 *
 * <p>Reference: rachitsaluja/BraTS-2023-Metrics; dilation by 3 steps for glioma, paediatric and Africa, 1 for meningioma and metastases.
 */
public final class LesionWise {
    /** HD95 of a missed or invented lesion: the diagonal of a BraTS image, as the challenges set it. */
    public static final double WORST_HD95_MM = 374;

    private static final double PERCENT = 95;

    private final Spacing spacing;
    private final List<Lesion> lesions = new ArrayList<>();
    private final int falsePositives;

    /** A lesion that counts. */
    private record Lesion(boolean found, double dice, double hd95Mm) {}

    /**
     * Rules of a challenge.
     *
     * @param dilationSteps how far lesions may lie apart and still be one
     * @param droppedMm3 lesions up to this volume are left out
     */
    public record Settings(int dilationSteps, double droppedMm3) {
        /** Glioma, BraTS 2023. */
        public static final Settings GLIOMA = new Settings(3, 50);

        /** Refuses negative numbers. */
        public Settings {
            if (dilationSteps < 0 || !(droppedMm3 >= 0)) {
                throw new IllegalArgumentException(
                        "dilationSteps and droppedMm3 must be at least 0, got " + dilationSteps + " and " + droppedMm3);
            }
        }
    }

    /**
     * Finds and scores the lesions.
     *
     * @param masks reference and prediction
     * @param spacing millimetres (z, y, x)
     * @param settings the challenge's rules
     */
    public LesionWise(MaskPair masks, Spacing spacing, Settings settings) {
        this.spacing = spacing;
        MaskPair roomy = withRoom(masks, settings.dilationSteps());
        Neighbourhood touching = Neighbourhood.corners(masks.dimensions());
        BitMask grown = roomy.reference();
        for (int i = 0; i < settings.dilationSteps(); i++) {
            grown = grown.dilated(masks.dimensions() == 3 ? Neighbourhood.EDGES : Neighbourhood.CORNERS_2D);
        }
        Components regions = Components.of(grown, touching);
        Components guesses = Components.of(roomy.prediction(), touching);
        boolean[] touched = new boolean[guesses.count()];
        List<List<Integer>> parts = touching(regions, guesses, touched);
        Box all = Box.of(grown.shape());
        for (int i = 0; i < regions.count(); i++) {
            BitMask lesion =
                    regions.mask(only(List.of(i), regions.count()), all).and(roomy.reference());
            double volume = lesion.count() * spacing.zMm() * spacing.yMm() * spacing.xMm();
            if (volume > settings.droppedMm3()) {
                BitMask found = guesses.mask(only(parts.get(i), guesses.count()), all);
                lesions.add(score(
                        new MaskPair(lesion, found, roomy.box(), roomy.image(), roomy.dimensions()),
                        !parts.get(i).isEmpty()));
            }
        }
        int missed = 0;
        for (boolean hit : touched) {
            missed += hit ? 0 : 1;
        }
        this.falsePositives = missed;
    }

    private static List<List<Integer>> touching(Components regions, Components guesses, boolean[] touched) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < regions.count(); i++) {
            parts.add(new ArrayList<>());
        }
        for (OverlapTable.Overlap overlap : regions.overlapWith(guesses).pairs()) {
            parts.get(overlap.reference()).add(overlap.prediction());
            touched[overlap.prediction()] = true;
        }
        return parts;
    }

    private static boolean[] only(List<Integer> wanted, int count) {
        boolean[] flags = new boolean[count];
        wanted.forEach(i -> flags[i] = true);
        return flags;
    }

    /** The masks with so much image around that dilation is not cut off by the crop. */
    private static MaskPair withRoom(MaskPair masks, int voxels) {
        Box box = masks.box();
        int depth = masks.dimensions() == 3 ? voxels : 0;
        Box roomy = new Box(
                Math.max(Math.min(0, box.startZ()), box.startZ() - depth),
                Math.max(Math.min(0, box.startY()), box.startY() - voxels),
                Math.max(Math.min(0, box.startX()), box.startX() - voxels),
                Math.min(Math.max(masks.image().z(), box.endZ()), box.endZ() + depth),
                Math.min(Math.max(masks.image().y(), box.endY()), box.endY() + voxels),
                Math.min(Math.max(masks.image().x(), box.endX()), box.endX() + voxels));
        return new MaskPair(
                moved(masks.reference(), box, roomy),
                moved(masks.prediction(), box, roomy),
                roomy,
                masks.image(),
                masks.dimensions());
    }

    private static BitMask moved(BitMask mask, Box from, Box to) {
        BitMask result = new BitMask(to.shape());
        mask.forEach((z, y, x) -> result.set(
                z + from.startZ() - to.startZ(), y + from.startY() - to.startY(), x + from.startX() - to.startX()));
        return result;
    }

    private Lesion score(MaskPair pair, boolean found) {
        if (!found) {
            return new Lesion(false, 0, WORST_HD95_MM);
        }
        long shared = pair.reference().and(pair.prediction()).count();
        double dice =
                2.0 * shared / (pair.reference().count() + pair.prediction().count());
        SurfaceDistances d = SurfaceDistances.of(pair, SurfaceModel.SURFACE_ELEMENTS, spacing);
        double hd95 = Math.max(
                d.referenceToPrediction().weightedPercentileMm(PERCENT),
                d.predictionToReference().weightedPercentileMm(PERCENT));
        return new Lesion(true, dice, hd95);
    }

    /**
     * Lesions that something of the prediction touches.
     *
     * @return how many of those that count
     */
    public int found() {
        return (int) lesions.stream().filter(Lesion::found).count();
    }

    /**
     * Lesions that nothing of the prediction touches.
     *
     * @return how many of those that count
     */
    public int missed() {
        return lesions.size() - found();
    }

    /**
     * Components of the prediction that touch no lesion.
     *
     * @return how many
     */
    public int falsePositives() {
        return falsePositives;
    }

    /**
     * The mean Dice over lesions and false positives, which count 0.
     *
     * @return 0 to 1; 1 without any lesion and false positive
     */
    public Score dice() {
        int all = lesions.size() + falsePositives;
        return Score.of(
                all == 0 ? 1 : lesions.stream().mapToDouble(Lesion::dice).sum() / all);
    }

    /**
     * The mean HD95 over lesions and false positives, which count {@link #WORST_HD95_MM}.
     *
     * @return millimetres; 0 without any lesion and false positive
     */
    public Score hd95() {
        int all = lesions.size() + falsePositives;
        double sum = lesions.stream().mapToDouble(Lesion::hd95Mm).sum() + WORST_HD95_MM * falsePositives;
        return Score.of(all == 0 ? 0 : sum / all);
    }
}
