package org.sagittal.planner.exchange;

import java.nio.file.Path;

/** A model file that cannot be read, or that must not be: says which file, what is wrong and, where there is one, the mend. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param file what was read
     * @param problem one clear clause, e.g. "is no zip archive"
     */
    public ModelFileException(Path file, String problem) {
        super(file + ": " + problem);
    }

    /**
     * A refusal with the failure behind it.
     *
     * @param file what was read
     * @param problem one clear clause
     * @param cause the failure
     */
    public ModelFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
