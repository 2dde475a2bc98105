package org.sagittal.models.training;

/** Who wants to know how a training goes, and may end it. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * An iteration is done.
     *
     * @param epoch 0 for the first
     * @param iteration iterations of this epoch that are done, training and validation together
     * @param iterations iterations of an epoch
     * @param loss of this iteration
     */
    default void onIteration(int epoch, int iteration, int iterations, double loss) {}

    /**
     * An epoch is done and kept.
     *
     * @param epoch what it came to
     * @param isBest whether its weights are the best so far
     */
    default void onEpoch(EpochRecord epoch, boolean isBest) {}

    /**
     * Asked between iterations.
     *
     * @return true to stop as soon as possible; what was finished is kept
     */
    default boolean isCancelled() {
        return false;
    }
}
