package org.sagittal.geometry.io.file;

import java.nio.file.Path;

/** A file that cannot be read or written as what it should be: its path, and one sentence with the value and the rule it breaks. */
public final class FormatException extends RuntimeException {
    /** A problem that quotes a file's own words may be as long as the file; head and end of it say enough. */
    private static final int LONGEST = 1000;

    private static final int END = 200;

    private final transient Path file;

    /**
     * Says what is wrong with a file.
     *
     * @param file the file
     * @param problem one sentence without the path
     */
    public FormatException(Path file, String problem) {
        super(file + ": " + sentence(problem));
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
        super(file + ": " + sentence(problem), cause);
        this.file = file;
    }

    private static String sentence(String problem) {
        String text = String.valueOf(problem);
        String shown = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST - END) + " ... " + text.substring(text.length() - END);
        return shown.replaceAll("\\s*\\R\\s*", " ");
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
