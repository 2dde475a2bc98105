package org.sagittal.planner.pipeline;

import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.CaseOutcome;

/** Tells a job's listener how far a batch of predictions is; cases are its steps. */
public final class PredictionReporter implements BatchListener, AutoCloseable {
    private final JobListener listener;
    private int running;
    private double told;

    /**
     * Makes a reporter.
     *
     * @param task what to call the work
     * @param total number of cases
     * @param listener whom to tell
     */
    public PredictionReporter(String task, int total, JobListener listener) {
        this.listener = listener;
        listener.begin(task, total);
    }

    @Override
    public void started(String id, int index, int total) {
        running = index;
        tell(index, id);
    }

    @Override
    public void progress(String id, double fraction) {
        tell(running + fraction, id);
    }

    @Override
    public void remark(String sentence) {
        listener.warn(sentence);
    }

    @Override
    public void finished(CaseOutcome outcome) {
        outcome.problem().ifPresent(problem -> listener.failed(outcome.id() + ": " + problem));
        tell(told, outcome.id());
    }

    private void tell(double done, String id) {
        told = Math.max(told, done);
        listener.at(told, id);
    }

    @Override
    public void close() {
        listener.end();
    }
}
