package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pieces of work that a shared worker may do before their results are needed. Who needs a result first does the work itself, so nothing
 * waits for a busy pool, and without workers everything runs where it is asked for. No thread is made.
 */
final class WorkAhead {
    private final Executor workers;
    private final int most;
    /** Handed over and not yet begun by a worker. A busy pool must not collect what has long been done elsewhere. */
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Makes a queue in front of some workers.
     *
     * @param workers run what they are handed at any time, or never
     * @param most how many pieces may wait for them; 0 for none
     */
    WorkAhead(Executor workers, int most) {
        this.workers = workers;
        this.most = most;
    }

    /**
     * A queue in front of the workers that all of Java shares; their number is what the user grants, less the thread that asks.
     *
     * @param mostPerWorker how many pieces may wait for each
     * @return a new queue
     */
    static WorkAhead shared(int mostPerWorker) {
        // With no workers the pool would keep for ever what it is handed.
        return new WorkAhead(ForkJoinPool.commonPool(), mostPerWorker * ForkJoinPool.getCommonPoolParallelism());
    }

    /**
     * Whether a worker might begin a further piece.
     *
     * @return false while as many wait as may
     */
    boolean hasRoom() {
        return waiting.get() < most;
    }

    /**
     * How many pieces may wait for the workers.
     *
     * @return 0 where there are none
     */
    int most() {
        return most;
    }

    /**
     * Offers a piece of work; a worker may begin it at once.
     *
     * @param work what to do; its failure shows in {@link Piece#result}
     * @param <T> what comes of it
     * @return the piece, begun or not
     */
    <T> Piece<T> offer(Callable<T> work) {
        Piece<T> piece = new Piece<>(work);
        if (hasRoom()) {
            waiting.incrementAndGet();
            workers.execute(() -> {
                waiting.decrementAndGet();
                piece.task.run();
            });
        }
        return piece;
    }

    /** One piece of work, done once. */
    static final class Piece<T> {
        private final FutureTask<T> task;

        private Piece(Callable<T> work) {
            task = new FutureTask<>(work);
        }

        /**
         * Whether the result is there.
         *
         * @return false while nobody has begun, or somebody is at it
         */
        boolean done() {
            return task.isDone();
        }

        /** Does the work here unless somebody has begun it. */
        void begin() {
            task.run();
        }

        /**
         * The result, made here unless somebody has begun it. An interrupt does not end the wait, which is short; it is kept.
         *
         * @return what came of the work
         * @throws IOException what the work threw
         */
        T result() throws IOException {
            task.run();
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return task.get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static IOException rethrown(Throwable cause) {
            if (cause instanceof IOException io) {
                return io;
            }
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            return new IOException(cause);
        }
    }
}
