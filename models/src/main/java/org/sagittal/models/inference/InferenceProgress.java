package org.sagittal.models.inference;

import java.util.concurrent.CancellationException;

/** Who waits for a result: told how far it is, and asked whether it is still wanted. */
public interface InferenceProgress {
    /** Nobody waits. */
    InferenceProgress NONE = fraction -> {};

    /**
     * How far the case is. Called from the thread that computes.
     *
     * @param fraction done, in [0, 1], never falling
     */
    void at(double fraction);

    /**
     * Whether the work is to stop.
     *
     * @return true to end with a {@link CancellationException} before the next tile
     */
    default boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    /**
     * Reports, and stops the work if it is no longer wanted.
     *
     * @param fraction done, in [0, 1]
     * @throws CancellationException if {@link #cancelled()}
     */
    default void step(double fraction) {
        if (cancelled()) {
            throw new CancellationException("the prediction was cancelled");
        }
        at(fraction);
    }
}
