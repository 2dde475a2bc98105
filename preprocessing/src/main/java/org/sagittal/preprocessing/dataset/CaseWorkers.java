package org.sagittal.preprocessing.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The same work on many things, some at a time, results in their order. */
final class CaseWorkers {
    private CaseWorkers() {}

    /**
     * Does the work.
     *
     * @param things what to work on
     * @param threads how many at a time
     * @param work what to do; its exception ends everything and is thrown
     * @param progress told after each
     * @return the results in the order of the things
     * @throws CancellationException if the calling thread is interrupted
     */
    static <T, R> List<R> map(List<T> things, int threads, Function<T, R> work, CaseProgress progress) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger done = new AtomicInteger();
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T thing : things) {
                futures.add(pool.submit(() -> {
                    R result = work.apply(thing);
                    progress.cases(done.incrementAndGet(), things.size());
                    return result;
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled after " + done + " of " + things.size() + " cases");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("work on a case failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
