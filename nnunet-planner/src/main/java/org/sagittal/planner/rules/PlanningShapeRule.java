package org.sagittal.planner.rules;

import java.util.List;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * How large is a typical case once resampled? The median over the cases of {@code rint(spacing / target * shape)}, axis by axis;
 * it may end in .5 and is used unrounded.
 *
 * <p>Reference: nnunetv2 2.8.1.
 */
public final class PlanningShapeRule {
    private PlanningShapeRule() {}

    /**
     * Computes the planning shape.
     *
     * @param facts the dataset
     * @param target target spacing, original axis order
     * @return voxels per axis, original axis order
     */
    public static Decided<List<Double>> decide(PlanningFacts facts, Spacing target) {
        double[] median = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            double[] extents = IntStream.range(0, facts.shapes().size())
                    .mapToDouble(i ->
                            resampled(facts.spacings().get(i), facts.shapes().get(i), target, a))
                    .toArray();
            median[axis] = OrderStatistics.median(extents);
        }
        List<Double> shape = Axes.list(median);
        Decision decision = new Decision(
                "PlanningShapeRule",
                Decision.ALL,
                "How large is a typical case at the target spacing?",
                List.of(
                        Fact.of("cases", facts.shapes().size(), ""),
                        Fact.of("target spacing (z, y, x)", Axes.list(target), "mm")),
                Axes.text(shape) + " voxels (z, y, x)",
                List.of(),
                "Each case is scaled to the target spacing and rounded; the median per axis stands for all of them.");
        return new Decided<>(shape, decision);
    }

    /**
     * The extent of one resampled case along one axis.
     *
     * @param from its spacing
     * @param shape its shape after cropping
     * @param to the target spacing
     * @param axis the axis
     * @return voxels, a whole number
     */
    public static double resampled(Spacing from, Shape shape, Spacing to, int axis) {
        return Math.rint(from.axisMm(axis) / to.axisMm(axis) * shape.axis(axis));
    }
}
