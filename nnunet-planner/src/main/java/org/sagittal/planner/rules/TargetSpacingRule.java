package org.sagittal.planner.rules;

import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * At which voxel spacing do we work? The median over the cases, axis by axis; for images with few thick slices the 10th
 * percentile along that axis, because resampling thick slices to the median would invent them.
 *
 * <p>Reference: Isensee et al., Nature Methods 2021, supplementary note 3; nnunetv2 2.8.1. Axis order is the images' own.
 */
public final class TargetSpacingRule {
    /** How much coarser and shorter than the others an axis must be to count as thick slices. */
    static final double ANISOTROPY = 3;

    private static final double PERCENTILE = 0.1;
    private static final double MARGIN_MM = 1e-5;

    private TargetSpacingRule() {}

    /**
     * Takes the spacing a person asked for.
     *
     * @param asked the wanted spacing, original axis order
     * @param facts the dataset
     * @return the asked spacing, recorded beside what the rule would have chosen
     */
    public static Decided<Spacing> asked(Spacing asked, PlanningFacts facts) {
        Decided<Spacing> usual = decide(facts);
        Alternative other = new Alternative(
                text(usual.value()), List.of(), "a spacing was asked for; the rule alone would choose this one");
        Decision decision = new Decision(
                "TargetSpacingRule",
                Decision.ALL,
                usual.decision().question(),
                usual.decision().inputs(),
                text(asked),
                List.of(other),
                "It was asked for.");
        return new Decided<>(asked, decision);
    }

    /**
     * Chooses the spacing from the training cases.
     *
     * @param facts the dataset
     * @return the target spacing, original axis order
     */
    public static Decided<Spacing> decide(PlanningFacts facts) {
        double[] medianMm = new double[3];
        double[] medianShape = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            medianMm[axis] = OrderStatistics.percentile(spacings(facts, axis), 0.5);
            medianShape[axis] = OrderStatistics.percentile(extents(facts, axis), 0.5);
        }
        int coarse = Axes.argMax(medianMm);
        double otherMm = Axes.max(Axes.without(medianMm, coarse));
        boolean thick = medianMm[coarse] > ANISOTROPY * otherMm
                && medianShape[coarse] * ANISOTROPY < Axes.min(Axes.without(medianShape, coarse));
        double[] targetMm = medianMm.clone();
        if (thick) {
            double percentileMm = OrderStatistics.percentile(spacings(facts, coarse), PERCENTILE);
            targetMm[coarse] = percentileMm < otherMm ? otherMm + MARGIN_MM : percentileMm;
        }
        Spacing target = Spacing.of(targetMm);
        return new Decided<>(
                target, record(medianMm, medianShape, target, thick ? Optional.of(coarse) : Optional.empty()));
    }

    private static Decision record(
            double[] medianMm, double[] medianShape, Spacing target, Optional<Integer> thickAxis) {
        List<Fact> inputs = List.of(
                Fact.of("median spacing (z, y, x)", Axes.list(medianMm), "mm"),
                Fact.of("median shape after cropping (z, y, x)", Axes.list(medianShape), "voxels"),
                Fact.of("an axis is thick when coarser and shorter than the others by more than", ANISOTROPY, "times"));
        List<Alternative> alternatives = thickAxis.isEmpty()
                ? List.of(new Alternative(
                        "10th percentile along the coarsest axis",
                        List.of(),
                        "no axis is both more than 3 times coarser and more than 3 times shorter than the others"))
                : List.of(new Alternative(
                        text(Spacing.of(medianMm)),
                        List.of(Fact.of("median along axis " + thickAxis.get(), medianMm[thickAxis.get()], "mm")),
                        "half of the cases have finer slices, which the median would throw away"));
        String why = thickAxis.isEmpty()
                ? "The median keeps half of the cases at their own resolution or coarser, so little is invented and little is lost."
                : "Axis " + thickAxis.get()
                        + " has few thick slices; the 10th percentile of its spacings, never finer than in plane,"
                        + " keeps the detail of the cases with thinner slices.";
        return new Decision(
                "TargetSpacingRule",
                Decision.ALL,
                "At which voxel spacing do we work?",
                inputs,
                text(target),
                alternatives,
                why);
    }

    private static String text(Spacing spacing) {
        return Axes.text(Axes.list(spacing)) + " mm (z, y, x)";
    }

    private static double[] spacings(PlanningFacts facts, int axis) {
        return facts.spacings().stream().mapToDouble(s -> s.axisMm(axis)).toArray();
    }

    private static double[] extents(PlanningFacts facts, int axis) {
        return facts.shapes().stream().mapToDouble((Shape s) -> s.axis(axis)).toArray();
    }
}
