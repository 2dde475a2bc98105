package org.sagittal.geometry.io;

import java.nio.file.Path;

/** A file that cannot be read or written as what it should be: its path, and one sentence with the value and the rule it breaks. */
public final class FormatException extends RuntimeException {
    private final transient Path file;

    /**
     * Says what is wrong with a file.
     *
     * @param file the file
     * @param problem one sentence without the path
     */
    public FormatException(Path file, String problem) {
        super(file + ": " + problem);
        this.file = file;
    }

    /**
     * Says what is wrong with a file, and what was caught when it showed.
     *
     * @param file the file
     * @param problem one sentence without the path
     * @param cause the exception underneath
     */
    public FormatException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    /**
     * The file that is wrong.
     *
     * @return its path as it was asked for
     */
    public Path file() {
        return file;
    }
}
