package org.sagittal.planner.selection;

/** Who waits: told which task runs and how far it is. Calls come one at a time, from any thread. */
public interface SelectionListener {
    /** Nobody waits. */
    SelectionListener NONE = new SelectionListener() {};

    /**
     * A task begins.
     *
     * @param task in two or three words, e.g. {@code preprocess 3d_fullres}
     * @param total its number of steps
     */
    default void begin(String task, long total) {}

    /**
     * How far the running task is.
     *
     * @param done steps done, with the share of the one that runs; never falling
     * @param note a word about it, e.g. the case that is done; may be empty
     */
    default void at(double done, String note) {}

    /** The running task is done. */
    default void end() {}

    /**
     * Something the user should know.
     *
     * @param sentence without a line break
     */
    default void warn(String sentence) {}

    /**
     * Something went wrong that the work goes on without, such as one case of many.
     *
     * @param sentence without a line break
     */
    default void failed(String sentence) {}

    /**
     * Asked now and then by the working thread.
     *
     * @return true to stop as soon as possible; what is finished is kept
     */
    default boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
