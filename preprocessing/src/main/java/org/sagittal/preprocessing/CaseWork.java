package org.sagittal.preprocessing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sagittal.preprocessing.dataset.RawCase;

/**
 * The same work over many cases, several at a time. A case that fails is named and the others go on. A case for which memory ran out
 * beside others is tried again alone once they are done, so that many threads never cost a case that one thread could make.
 */
public final class CaseWork {
    private final int total;
    private final CaseProgress progress;
    private final Consumer<RawCase> step;
    private final AtomicInteger done = new AtomicInteger();
    private final SortedMap<String, String> failures = new ConcurrentSkipListMap<>();
    private final Queue<RawCase> starved = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    private CaseWork(int total, CaseProgress progress, Consumer<RawCase> step) {
        this.total = total;
        this.progress = progress;
        this.step = step;
    }

    /**
     * Does the work and waits for it.
     *
     * @param cases what to work on
     * @param threads cases worked on at a time, at least 1
     * @param progress hears of finished cases; may stop the work before the next case, as an interrupt does
     * @param step the work on one case; called from several threads
     * @return ids of cases whose step threw an exception, with its message
     */
    public static SortedMap<String, String> run(
            List<RawCase> cases, int threads, CaseProgress progress, Consumer<RawCase> step) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        CaseWork work = new CaseWork(cases.size(), progress, step);
        ForkJoinPool workers = new ForkJoinPool(threads);
        try {
            List<ForkJoinTask<?>> tasks = new ArrayList<>();
            for (RawCase raw : cases) {
                tasks.add(workers.submit(() -> work.attempt(raw, threads > 1)));
            }
            tasks.forEach(work::await);
            for (RawCase raw : work.starved) {
                work.await(workers.submit(() -> work.attempt(raw, false)));
            }
        } finally {
            workers.shutdownNow();
        }
        return Collections.unmodifiableSortedMap(work.failures);
    }

    /** An interrupt stops the work once the running cases are done; while it waits, a thread does not look interrupted to others. */
    private void await(ForkJoinTask<?> task) {
        try {
            task.get();
        } catch (InterruptedException e) {
            stopped = true;
            task.quietlyJoin();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            task.join(); // throws the error itself
        }
    }

    private void attempt(RawCase raw, boolean again) {
        if (stopped || progress.cancelled()) {
            return;
        }
        try {
            step.accept(raw);
        } catch (RuntimeException e) {
            failures.put(raw.id(), e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (OutOfMemoryError e) {
            if (again) {
                starved.add(raw);
                return;
            }
            failures.put(raw.id(), "there is not enough memory for this case; give Java more with -Xmx");
        }
        progress.finished(raw.id(), done.incrementAndGet(), total);
    }
}
