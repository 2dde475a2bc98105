package org.sagittal.planner.rules;

import java.util.List;

/**
 * One configuration as the rules left it.
 *
 * @param task spacing and typical case it was planned for
 * @param targets memory and width it was planned with
 * @param patch patch, network and memory proxy
 * @param batchSize patches in a batch
 * @param decisions how patch, network and batch came about
 */
public record PlannedConfiguration(
        PlanningTask task, PlanningTargets targets, PatchChoice patch, int batchSize, List<Decision> decisions) {
    /** Copies the decisions. */
    public PlannedConfiguration {
        decisions = List.copyOf(decisions);
    }

    /**
     * Its name.
     *
     * @return e.g. {@code 3d_fullres}
     */
    public String name() {
        return task.configuration();
    }

    /**
     * Its network.
     *
     * @return family, topology and widths
     */
    public NetworkDesign design() {
        return patch.design();
    }

    /**
     * Voxels of its patch.
     *
     * @return the product over the axes
     */
    public double patchVoxels() {
        return Axes.product(Axes.array(design().topology().patch()));
    }

    /**
     * The GPU memory nnU-Net's proxy expects at this batch size.
     *
     * @return gigabytes
     */
    public double proxyGb() {
        return targets.proxyGb(patch.elements(), batchSize, task.dimensions());
    }
}
