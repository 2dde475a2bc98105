package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * One fold's work: a network, what it sees at once, for how long it trains, and how often it looks at a patch when its held-out
 * cases are predicted at the end.
 *
 * @param configuration its name
 * @param network the network
 * @param patch voxels per axis, (z, y, x) or (y, x)
 * @param batch patches in a batch
 * @param schedule epochs and iterations
 * @param finalPasses forward passes over a patch for the final validation
 */
public record Workload(
        String configuration,
        NetworkSpec network,
        List<Integer> patch,
        int batch,
        Schedule schedule,
        double finalPasses) {
    private static final double STEP = 0.5;
    private static final double FOLDS = 5;

    /** Copies the patch. */
    public Workload {
        patch = List.copyOf(patch);
    }

    /**
     * The work a plan's configuration asks for.
     *
     * @param plans the plans
     * @param name the configuration
     * @param dataset channels, labels and number of cases
     * @return one fold's work
     * @throws org.sagittal.planner.plan.PlansException if its network cannot be trained
     */
    public static Workload of(Plans plans, String name, DatasetDescription dataset) {
        Configuration configuration = plans.configuration(name);
        List<Double> shape = configuration.medianShapeVoxels();
        double slices = configuration.dimensions() == 2
                ? plans.originalMedianShapeVoxels().get(0)
                : 1;
        return new Workload(
                name,
                configuration.network(dataset),
                configuration.patchSize(),
                configuration.batchSize(),
                configuration.training().schedule(),
                finalPasses(shape, configuration.patchSize(), slices * dataset.numTraining()));
    }

    /**
     * Forward passes that predict a fifth of the cases: tiles overlapping by half, each seen in all mirrorings.
     *
     * @param shapeVoxels extent of the typical case per axis of the network
     * @param patch voxels per axis
     * @param images number of volumes, or of slices in 2D, in the whole dataset
     * @return passes
     */
    public static double finalPasses(List<Double> shapeVoxels, List<Integer> patch, double images) {
        double passes = Math.ceil(images / FOLDS);
        for (int axis = 0; axis < patch.size(); axis++) {
            double beyond = Math.max(0, shapeVoxels.get(axis) - patch.get(axis));
            passes *= 2 * (Math.ceil(beyond / (STEP * patch.get(axis))) + 1);
        }
        return passes;
    }

    /**
     * Floating-point operations of one training iteration.
     *
     * @param cost the network's cost on the patch
     * @return batch times the cost of learning from one patch
     */
    public double flopsPerIteration(NetworkCost cost) {
        return batch * cost.trainingFlops();
    }

    /**
     * Seconds of the training with the validation batches of each epoch.
     *
     * @param cost the network's cost on the patch
     * @param speed the machine's speed
     * @return seconds of one fold
     */
    public double trainingSeconds(NetworkCost cost, Speed speed) {
        double epoch = schedule.iterations() * batch * speed.trainingSeconds(cost)
                + schedule.validationIterations() * batch * speed.forwardSeconds(cost);
        return schedule.epochs() * epoch;
    }

    /**
     * Seconds of the final validation.
     *
     * @param cost the network's cost on the patch
     * @param speed the machine's speed
     * @return seconds of one fold
     */
    public double finalSeconds(NetworkCost cost, Speed speed) {
        return finalPasses * speed.forwardSeconds(cost);
    }
}
