package org.sagittal.preprocessing.dataset;

/** Told how far work on many cases is. */
@FunctionalInterface
public interface CaseProgress {
    /** Tells nobody. */
    CaseProgress NONE = (done, of) -> {};

    /**
     * One more case is done; may be called from any thread.
     *
     * @param done how many are done
     * @param of how many there are
     */
    void cases(int done, int of);
}
