package org.sagittal.preprocessing;

import java.util.function.Consumer;

/** Remarks about the cases of a dataset -> warnings; after the first 20 they are only counted, since one cause often strikes every case. */
public final class CaseRemarks {
    private static final int MOST_TOLD = 20;

    private final Consumer<String> warnings;
    private int count;

    /**
     * Makes remarks heard.
     *
     * @param warnings takes sentences without a full stop
     */
    public CaseRemarks(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * Passes a remark on; from any thread.
     *
     * @param id case id
     * @param remark a sentence without a full stop
     */
    public synchronized void tell(String id, String remark) {
        if (++count <= MOST_TOLD) {
            warnings.accept(id + ": " + remark);
        }
    }

    /** Says how many remarks were not passed on. */
    public synchronized void end() {
        if (count > MOST_TOLD) {
            warnings.accept((count - MOST_TOLD) + " more such remarks; 'sagittal check' lists all");
        }
        count = 0;
    }
}
