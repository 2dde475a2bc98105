package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Is a coarser first stage needed? When the patch shows less than a quarter of the typical case, the spacing grows by 3 % a step,
 * coarse axes last, until the patch planned for it shows a quarter. A result with more than half of the voxels is dropped: it
 * would hardly differ.
 *
 * <p>Reference: Isensee et al., Nature Methods 2021, supplementary note 3; nnunetv2 2.8.1.
 */
public final class LowResolutionRule {
    private static final double WANTED_SHARE = 0.25;
    private static final double STEP = 1.03;
    private static final double SIMILAR = 2;
    private static final double WORTHWHILE = 2;

    private LowResolutionRule() {}

    /**
     * Looks for a low-resolution configuration.
     *
     * @param fullres the full-resolution configuration
     * @param trainingCases number of training cases, for the batch-size cap
     * @return the configuration, or nothing when the patch shows enough already or the coarser images would hardly be smaller
     */
    public static Decided<Optional<PlannedConfiguration>> decide(PlannedConfiguration fullres, int trainingCases) {
        double[] fullSpacing = Axes.array(fullres.task().spacingMm());
        double[] fullShape = Axes.array(fullres.task().shapeVoxels());
        double[] spacing = fullSpacing.clone();
        double fullVoxels = Axes.product(fullShape);
        double caseVoxels = fullVoxels;
        double patchVoxels = fullres.patchVoxels();
        PlannedConfiguration lowres = null;
        int steps = 0;
        while (patchVoxels / caseVoxels < WANTED_SHARE) {
            steps++;
            coarsen(spacing);
            double[] shape = scaled(fullSpacing, spacing, fullShape);
            caseVoxels = Axes.product(shape);
            PlanningTask task = new PlanningTask(
                    "3d_lowres",
                    Axes.list(spacing),
                    rounded(shape),
                    caseVoxels * trainingCases,
                    fullres.task().labelEntries());
            lowres = ConfigurationRule.plan(task, fullres.targets());
            patchVoxels = lowres.patchVoxels();
        }
        boolean tooSimilar = fullVoxels / caseVoxels < WORTHWHILE;
        Optional<PlannedConfiguration> kept = tooSimilar ? Optional.empty() : Optional.ofNullable(lowres);
        return new Decided<>(kept, record(fullres, steps, fullVoxels / caseVoxels, kept));
    }

    /** Axes that are more than twice as fine as the coarsest catch up first; then all grow together. */
    private static void coarsen(double[] spacing) {
        double coarsest = Axes.max(spacing);
        boolean behind = coarsest / Axes.min(spacing) > SIMILAR;
        for (int axis = 0; axis < spacing.length; axis++) {
            if (!behind || coarsest / spacing[axis] > SIMILAR) {
                spacing[axis] *= STEP;
            }
        }
    }

    private static double[] scaled(double[] from, double[] to, double[] shape) {
        double[] scaled = new double[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            scaled[axis] = from[axis] / to[axis] * shape[axis];
        }
        return scaled;
    }

    private static List<Double> rounded(double[] shape) {
        List<Double> rounded = new ArrayList<>();
        for (double extent : shape) {
            rounded.add(Math.rint(extent));
        }
        return rounded;
    }

    private static Decision record(
            PlannedConfiguration fullres, int steps, double reduction, Optional<PlannedConfiguration> kept) {
        double share =
                fullres.patchVoxels() / Axes.product(Axes.array(fullres.task().shapeVoxels()));
        List<Fact> inputs = List.of(
                Fact.of("typical case", fullres.task().shapeVoxels(), "voxels"),
                Fact.of("patch at full resolution", fullres.design().topology().patch(), "voxels"),
                Fact.of("part of the typical case that one patch shows", 100 * share, "%"),
                Fact.of("wanted at least", 100 * WANTED_SHARE, "%"),
                Fact.of("steps of 3 %", steps, ""),
                Fact.of("fewer voxels than at full resolution", reduction, "times"));
        String chosen = kept.map(
                        c -> "yes: 3d_lowres at " + Axes.text(c.task().spacingMm()) + " mm, then 3d_cascade_fullres")
                .orElse("no");
        String why;
        if (kept.isPresent()) {
            why =
                    "At full resolution a patch shows too little of the patient to know where it is; a coarse network that sees a quarter"
                            + " of the image guides the fine one.";
        } else if (steps == 0) {
            why = "A patch at full resolution already shows a quarter of the typical case or more.";
        } else {
            why =
                    "The coarser images would have more than half of the voxels; a first stage on them would hardly see more.";
        }
        List<Alternative> alternatives = kept.isPresent()
                ? List.of(new Alternative(
                        "full resolution only", List.of(), "it is planned as well; compare both after training"))
                : List.of();
        return new Decision(
                "LowResolutionRule",
                Decision.ALL,
                "Is a coarser first stage (3d_lowres and cascade) needed?",
                inputs,
                chosen,
                alternatives,
                why);
    }
}
