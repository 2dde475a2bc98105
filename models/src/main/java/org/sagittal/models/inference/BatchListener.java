package org.sagittal.models.inference;

/** Follows a batch; all calls come from the thread that runs it. */
public interface BatchListener {
    /** Nobody listens. */
    BatchListener NONE = new BatchListener() {};

    /**
     * A case's tiles begin.
     *
     * @param id the case
     * @param index its place in the batch, from 0
     * @param total cases of the batch
     */
    default void started(String id, int index, int total) {}

    /**
     * How far the running case is.
     *
     * @param id the case
     * @param fraction done, in [0, 1]
     */
    default void progress(String id, double fraction) {}

    /**
     * Something about the whole batch that whoever waits should know.
     *
     * @param sentence without a full stop
     */
    default void remark(String sentence) {}

    /**
     * A case ended.
     *
     * @param outcome how
     */
    default void finished(CaseOutcome outcome) {}
}
