package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * One training to be done: a network, what it sees at once, for how long.
 *
 * @param configuration its name
 * @param network the network
 * @param patch voxels per axis, (z, y, x) or (y, x)
 * @param batch patches in a batch
 * @param schedule epochs and iterations
 */
public record Workload(String configuration, NetworkSpec network, List<Integer> patch, int batch, Schedule schedule) {
    /** Copies the patch. */
    public Workload {
        patch = List.copyOf(patch);
    }

    /**
     * The training a plan's configuration asks for.
     *
     * @param configuration the configuration
     * @param dataset channels and labels
     * @return one fold's training
     * @throws org.sagittal.planner.plan.PlansException if its network cannot be trained
     */
    public static Workload of(Configuration configuration, DatasetDescription dataset) {
        return new Workload(
                configuration.name(),
                configuration.network(dataset),
                configuration.patchSize(),
                configuration.batchSize(),
                configuration.training().schedule());
    }

    /**
     * Floating-point operations of one training iteration.
     *
     * @param cost the network's cost on the patch
     * @return batch times the cost of learning from one patch
     */
    double flopsPerIteration(NetworkCost cost) {
        return batch * cost.trainingFlops();
    }

    /**
     * Floating-point operations of the whole training with its validation batches.
     *
     * @param cost the network's cost on the patch
     * @return operations of one fold
     */
    double flops(NetworkCost cost) {
        double epoch = schedule.iterations() * flopsPerIteration(cost)
                + schedule.validationIterations() * batch * cost.forwardFlops();
        return schedule.epochs() * epoch;
    }
}
