package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.sagittal.models.runtime.Runtime;

/** Threads that each work on one part of a batch, with an equal share of the runtime's threads for the operators inside. */
final class PartThreads implements AutoCloseable {
    private final int parts;
    private final ExecutorService threads;

    /**
     * Starts the threads.
     *
     * @param parts how many; divides the runtime's threads
     */
    PartThreads(Runtime runtime, int parts) {
        this.parts = parts;
        int share = runtime.threads() / parts;
        this.threads = Executors.newFixedThreadPool(parts, work -> {
            Thread thread = new Thread(
                    () -> {
                        runtime.useThreads(share);
                        work.run();
                    },
                    "training part");
            thread.setDaemon(true);
            return thread;
        });
    }

    int parts() {
        return parts;
    }

    /**
     * Works on all parts at once.
     *
     * @param work takes the number of a part
     * @return the results in the order of parts
     */
    <T> List<T> all(IntFunction<T> work) {
        List<Future<T>> pending = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int number = part;
            pending.add(threads.submit(() -> work.apply(number)));
        }
        List<T> results = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<T> part : pending) {
            try {
                results.add(patiently(part));
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /** The engine cannot be interrupted, and what it works on must not be closed before it is done. */
    private static <T> T patiently(Future<T> part) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return part.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
