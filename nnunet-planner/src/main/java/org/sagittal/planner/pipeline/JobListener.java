package org.sagittal.planner.pipeline;

import org.sagittal.planner.selection.SelectionListener;

/** Who waits for a job: told which task runs and how far it is. Calls come one at a time, from any thread. */
public interface JobListener extends SelectionListener {
    /** Nobody waits. */
    JobListener NONE = new JobListener() {};

    /**
     * A task was done by an earlier run and is not done again.
     *
     * @param task in two or three words
     */
    default void kept(String task) {}
}
