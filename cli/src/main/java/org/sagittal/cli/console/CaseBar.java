package org.sagittal.cli.console;

import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.CaseRemarks;

/** A bar whose steps are the cases of a dataset; an interrupt of the thread that made it stops the work. */
public final class CaseBar implements CaseProgress, AutoCloseable {
    private final Progress progress;
    private final CaseRemarks remarks;
    private final Thread worker = Thread.currentThread();

    /**
     * Makes a bar.
     *
     * @param console where
     * @param task what is being done, in two or three words
     * @param cases number of cases
     */
    public CaseBar(Console console, String task, int cases) {
        progress = console.progress(task, cases);
        remarks = new CaseRemarks(warning -> console.message("warning: " + warning));
    }

    @Override
    public void finished(String id, int done, int total) {
        progress.advance(id);
    }

    @Override
    public void remark(String id, String remark) {
        remarks.tell(id, remark);
    }

    @Override
    public boolean cancelled() {
        return worker.isInterrupted();
    }

    @Override
    public void close() {
        progress.close();
        remarks.end();
    }
}
