package org.sagittal.planner.rules;

import java.util.List;

/**
 * How many patches make one training step? As many as the memory holds, at most a share of the whole dataset, at least two.
 *
 * <p>Reference: Isensee et al., Nature Methods 2021, supplementary note 3; nnunetv2 2.8.1.
 */
public final class BatchSizeRule {
    private static final int MINIMUM = 2;

    private BatchSizeRule() {}

    /**
     * Chooses the batch size.
     *
     * @param task what is planned
     * @param targets what it must fit into
     * @param patch the chosen patch
     * @return the batch size
     */
    public static Decided<Integer> decide(PlanningTask task, PlanningTargets targets, PatchChoice patch) {
        int dimensions = task.dimensions();
        double fits = Math.rint(targets.reference(dimensions)
                / patch.elements()
                * targets.profile().referenceBatch(dimensions));
        double patchVoxels = Axes.product(Axes.array(patch.design().topology().patch()));
        double share = targets.profile().datasetShare();
        double cap = Math.rint(task.datasetVoxels() * share / patchVoxels);
        int batch = (int) Math.max(Math.min(fits, cap), MINIMUM);
        return new Decided<>(batch, record(task, targets, new double[] {fits, cap, batch}, patch.elements()));
    }

    private static Decision record(PlanningTask task, PlanningTargets targets, double[] fitsCapBatch, long elements) {
        double fits = fitsCapBatch[0];
        double cap = fitsCapBatch[1];
        double batch = fitsCapBatch[2];
        String why;
        if (batch > Math.min(fits, cap)) {
            why = "Two is the least: gradients of a single patch are too noisy"
                    + (cap < fits
                            ? ", even though two patches are more than the usual share of this small dataset."
                            : ".");
        } else {
            why = cap < fits
                    ? "The dataset is small: a larger batch would show the network too large a part of it at once, and it would overfit."
                    : "That many patches fill the memory target.";
        }
        List<Alternative> alternatives = fits > batch
                ? List.of(new Alternative(
                        Axes.text(fits) + " patches",
                        List.of(Fact.of("memory", targets.proxyGb(elements, (int) fits, task.dimensions()), "GB")),
                        "would fit the memory but cover more than "
                                + Axes.text(100 * targets.profile().datasetShare()) + " % of all training voxels"))
                : List.of(new Alternative(
                        Axes.text(batch + 1) + " patches",
                        List.of(Fact.of("memory", targets.proxyGb(elements, (int) batch + 1, task.dimensions()), "GB")),
                        "would pass the memory target of " + Axes.text(targets.memoryGb()) + " GB"));
        return new Decision(
                "BatchSizeRule",
                task.configuration(),
                "How many patches make one training step?",
                List.of(
                        Fact.of("patches that fill the memory", fits, ""),
                        Fact.of("patches that cover the allowed share of the dataset", cap, ""),
                        Fact.of("allowed share", targets.profile().datasetShare(), ""),
                        Fact.of("voxels of all training cases", task.datasetVoxels(), "voxels")),
                Axes.text(batch) + " patches",
                alternatives,
                why);
    }
}
