package org.sagittal.preprocessing;

/** Hears of the cases that work over a dataset finishes, and may stop that work. Called from several threads at a time. */
@FunctionalInterface
public interface CaseProgress {
    /** Hears nothing and never stops. */
    CaseProgress SILENT = (id, done, total) -> {};

    /**
     * A case is finished, well or badly.
     *
     * @param id case id
     * @param done cases finished so far, this one included
     * @param total cases there are
     */
    void finished(String id, int done, int total);

    /**
     * Something is odd about a case that is used nevertheless.
     *
     * @param id case id
     * @param remark a sentence without a full stop
     */
    default void remark(String id, String remark) {}

    /**
     * Asked before each case.
     *
     * @return true to leave the remaining cases undone
     */
    default boolean cancelled() {
        return false;
    }
}
