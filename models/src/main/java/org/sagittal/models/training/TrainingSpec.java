package org.sagittal.models.training;

import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.script.Precision;

/**
 * Everything a training is told besides the network and the data. {@link #of} gives what nnU-Net does with a plan; the {@code with}
 * methods change one thing.
 *
 * <p>Reference: nnU-Net's trainer (2.8.1).
 *
 * @param dimensions 2 or 3: the network's spatial axes
 * @param patch extents of the network's input; z = 1 in 2D
 * @param batchSize samples of a batch
 * @param batchDice whether Dice sums over the whole batch before it divides
 * @param deepSupervision outputs the loss sees
 * @param schedule epochs, iterations, learning rates
 * @param optimizer momentum, weight decay, clipping, precision
 * @param sampling which patches are seen
 */
public record TrainingSpec(
        int dimensions,
        Shape patch,
        int batchSize,
        boolean batchDice,
        DeepSupervision deepSupervision,
        Schedule schedule,
        OptimizerSpec optimizer,
        SamplingSpec sampling) {
    /** Refuses dimensions other than 2 and 3, deep 2D patches, empty batches, and scales or mirror axes of another dimension. */
    public TrainingSpec {
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("dimensions must be 2 or 3, got " + dimensions);
        }
        if (dimensions == 2 && patch.z() != 1) {
            throw new IllegalArgumentException("patch must have z = 1 in 2D, got " + patch);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
        }
        if (deepSupervision.scales().get(0).size() != dimensions) {
            throw new IllegalArgumentException(
                    "deepSupervision must have scales of " + dimensions + " values, got " + deepSupervision.scales());
        }
        if (sampling.mirrorAxes().stream().anyMatch(a -> a >= dimensions)) {
            throw new IllegalArgumentException(
                    "mirrorAxes must be below " + dimensions + " in " + dimensions + "D, got " + sampling.mirrorAxes());
        }
    }

    /**
     * What nnU-Net does with a plan.
     *
     * @param dimensions 2 or 3
     * @param patch extents of the network's input; z = 1 in 2D
     * @param batchSize samples of a batch
     * @param batchDice whether Dice sums over the whole batch
     * @param deepSupervision outputs the loss sees
     * @return the recipe with nnU-Net's schedule, optimiser and sampling, no masked channels, seed 0
     */
    public static TrainingSpec of(
            int dimensions, Shape patch, int batchSize, boolean batchDice, DeepSupervision deepSupervision) {
        return new TrainingSpec(
                dimensions,
                patch,
                batchSize,
                batchDice,
                deepSupervision,
                Schedule.nnunet(),
                OptimizerSpec.nnunet(),
                SamplingSpec.nnunet(dimensions));
    }

    /**
     * The same training with another batch size.
     *
     * @param samples samples of a batch
     * @return the changed recipe
     */
    public TrainingSpec withBatchSize(int samples) {
        return new TrainingSpec(dimensions, patch, samples, batchDice, deepSupervision, schedule, optimizer, sampling);
    }

    /**
     * The same training with another schedule.
     *
     * @param other epochs, iterations, learning rate
     * @return the changed recipe
     */
    public TrainingSpec withSchedule(Schedule other) {
        return new TrainingSpec(dimensions, patch, batchSize, batchDice, deepSupervision, other, optimizer, sampling);
    }

    /**
     * The same training with convolutions in another number format.
     *
     * @param precision of the convolutions
     * @return the changed recipe
     */
    public TrainingSpec withPrecision(Precision precision) {
        return new TrainingSpec(
                dimensions,
                patch,
                batchSize,
                batchDice,
                deepSupervision,
                schedule,
                optimizer.withPrecision(precision),
                sampling);
    }

    /**
     * The same training with other rules of sampling.
     *
     * @param other forced foreground, mirror axes, masked channels, seed
     * @return the changed recipe
     */
    public TrainingSpec withSampling(SamplingSpec other) {
        return new TrainingSpec(dimensions, patch, batchSize, batchDice, deepSupervision, schedule, optimizer, other);
    }

    /**
     * The same training with other random choices.
     *
     * @param seed the number from which they follow
     * @return the changed recipe
     */
    public TrainingSpec withSeed(long seed) {
        return withSampling(new SamplingSpec(
                sampling.oversampleForeground(), sampling.mirrorAxes(), sampling.maskedChannels(), seed));
    }

    /**
     * The same training with channels that are 0 outside of the non-zero region.
     *
     * @param maskedChannels per image channel, {@code use_mask_for_norm} of the plan
     * @return the changed recipe
     */
    public TrainingSpec withMaskedChannels(List<Boolean> maskedChannels) {
        return withSampling(new SamplingSpec(
                sampling.oversampleForeground(), sampling.mirrorAxes(), maskedChannels, sampling.seed()));
    }
}
