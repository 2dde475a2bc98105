package org.sagittal.models.training.sampling;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.sagittal.models.training.BatchSource;
import org.sagittal.models.training.TrainingBatch;

/**
 * A stream of batches of which the next few are always in the making. They come in order, whichever thread is done first; what goes wrong
 * in the making of a batch is thrown when that batch is asked for. Closing it stops what is in the making.
 */
final class BatchAhead implements BatchSource.Stream {
    private final ExecutorService workers;
    private final Maker maker;
    private final int count;
    private final Queue<Future<TrainingBatch>> inTheMaking = new ArrayDeque<>();
    private int started;
    private boolean closed;

    /** Makes the batch of a number. */
    @FunctionalInterface
    interface Maker {
        TrainingBatch make(int number) throws InterruptedException;
    }

    /**
     * Begins to make batches.
     *
     * @param workers threads that make them; not closed by this stream
     * @param maker how
     * @param count how many there are
     * @param ahead how many are made before they are asked for, at least 1
     */
    BatchAhead(ExecutorService workers, Maker maker, int count, int ahead) {
        this.workers = workers;
        this.maker = maker;
        this.count = count;
        for (int i = 0; i < ahead; i++) {
            startNext();
        }
    }

    private void startNext() {
        if (started < count) {
            int number = started++;
            inTheMaking.add(workers.submit(() -> maker.make(number)));
        }
    }

    @Override
    public TrainingBatch next() throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("this stream of batches was closed; ask for a new one");
        }
        Future<TrainingBatch> first = inTheMaking.peek();
        if (first == null) {
            throw new NoSuchElementException("there are " + count + " batches and all were taken");
        }
        TrainingBatch batch = result(first);
        inTheMaking.remove();
        startNext();
        return batch;
    }

    private static TrainingBatch result(Future<TrainingBatch> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error known) {
                throw known;
            }
            throw new CancellationException("making a batch was stopped: " + e.getCause());
        }
    }

    @Override
    public void close() {
        closed = true;
        inTheMaking.forEach(future -> future.cancel(true));
        inTheMaking.clear();
    }
}
