package org.sagittal.models.training;

/**
 * Where batches come from. A batch is a function of the seed, the epoch and its number alone, so that a training that was
 * interrupted sees the same ones again.
 */
public interface BatchSource extends AutoCloseable {
    /**
     * The batches of one epoch that the network is trained on, in order.
     *
     * @param epoch 0 for the first
     * @return a fresh stream, to be closed
     */
    Stream training(int epoch);

    /**
     * The batches of one epoch that the network is judged on, in order.
     *
     * @param epoch 0 for the first
     * @return a fresh stream, to be closed
     */
    Stream validation(int epoch);

    @Override
    void close();

    /** Batches one after the other, made ahead of use. */
    interface Stream extends AutoCloseable {
        /**
         * Waits for the next batch.
         *
         * @return the batch
         * @throws InterruptedException if the thread is interrupted while it waits
         */
        TrainingBatch next() throws InterruptedException;

        @Override
        void close();
    }
}
