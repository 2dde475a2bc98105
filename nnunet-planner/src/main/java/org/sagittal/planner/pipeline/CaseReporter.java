package org.sagittal.planner.pipeline;

import java.util.concurrent.CancellationException;
import org.sagittal.preprocessing.CaseProgress;

/** Tells a job's listener of the cases that work over a dataset finishes. */
final class CaseReporter implements CaseProgress, AutoCloseable {
    private final String task;
    private final int total;
    private final JobListener listener;
    private final Thread worker = Thread.currentThread();
    private int done;

    CaseReporter(String task, int total, JobListener listener) {
        this.task = task;
        this.total = total;
        this.listener = listener;
        listener.begin(task, total);
    }

    @Override
    public synchronized void finished(String id, int count, int ofTotal) {
        done = Math.max(done, count);
        listener.at(done, id);
    }

    @Override
    public boolean cancelled() {
        return worker.isInterrupted() || listener.isCancelled();
    }

    /** Ends the job if cases were left undone because somebody asked to stop. */
    void refuseCancelled() {
        if (cancelled()) {
            throw new CancellationException(
                    task + " was cancelled after " + done + " of " + total + " cases; these are kept");
        }
    }

    @Override
    public void close() {
        listener.end();
    }
}
