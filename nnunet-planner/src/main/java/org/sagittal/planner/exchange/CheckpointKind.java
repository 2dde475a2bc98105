package org.sagittal.planner.exchange;

import java.util.Locale;

/** Which of a fold's checkpoints. */
public enum CheckpointKind {
    /** After the last epoch; nnU-Net's default. */
    FINAL,
    /** Of the best smoothed pseudo Dice. */
    BEST,
    /** Of a training that is not finished. */
    LATEST;

    /**
     * The file's name.
     *
     * @return e.g. {@code checkpoint_final.pth}
     */
    public String fileName() {
        return "checkpoint_" + word() + ".pth";
    }

    /**
     * What people call it.
     *
     * @return {@code final}, {@code best} or {@code latest}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
