package org.sagittal.planner.selection;

import java.util.concurrent.CancellationException;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.CaseRemarks;

/** Tells a job's listener of the cases that work over a dataset finishes. */
public final class CaseReporter implements CaseProgress, AutoCloseable {
    private final String task;
    private final int total;
    private final SelectionListener listener;
    private final CaseRemarks remarks;
    private final Thread worker = Thread.currentThread();
    private int done;

    /**
     * Begins the task.
     *
     * @param task in two or three words
     * @param total number of cases
     * @param listener whom to tell
     */
    public CaseReporter(String task, int total, SelectionListener listener) {
        this.task = task;
        this.total = total;
        this.listener = listener;
        this.remarks = new CaseRemarks(listener::warn);
        listener.begin(task, total);
    }

    @Override
    public synchronized void finished(String id, int count, int ofTotal) {
        done = Math.max(done, count);
        listener.at(done, id);
    }

    @Override
    public void remark(String id, String remark) {
        remarks.tell(id, remark);
    }

    @Override
    public boolean cancelled() {
        return worker.isInterrupted() || listener.isCancelled();
    }

    /**
     * Ends the job if cases were left undone because somebody asked to stop.
     *
     * @throws CancellationException saying how far it was
     */
    public void refuseCancelled() {
        if (cancelled()) {
            throw new CancellationException(
                    task + " was cancelled after " + done + " of " + total + " cases; these are kept");
        }
    }

    @Override
    public void close() {
        listener.end();
        remarks.end();
    }
}
