package org.sagittal.cli.console;

import org.sagittal.planner.pipeline.JobListener;

/** Shows a job on the console: a bar for each task, a line for each that is kept from an earlier run. */
public final class ConsoleJob implements JobListener {
    private final Console console;
    private Progress progress;

    /**
     * Makes a listener.
     *
     * @param console takes what the job says
     */
    public ConsoleJob(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void begin(String task, long total) {
        progress = console.progress(task, total);
    }

    @Override
    public synchronized void at(double done, String note) {
        if (progress != null) {
            progress.at(done, note);
        }
    }

    @Override
    public synchronized void end() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    @Override
    public void kept(String task) {
        console.message(String.format("%-22s done before", task));
    }

    @Override
    public void warn(String sentence) {
        console.message("warning: " + sentence);
    }

    @Override
    public void failed(String sentence) {
        console.error("error: " + sentence);
    }
}
