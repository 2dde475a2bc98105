package org.sagittal.cli.console;

/**
 * What stderr is connected to.
 *
 * @param interactive true for a terminal, where a line may be drawn again; false for a file or a pipe
 * @param columns width in characters, at least 20
 */
public record Terminal(boolean interactive, int columns) {
    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, 80);

    /** Refuses a width in which nothing can be said. */
    public Terminal {
        if (columns < 20) {
            throw new IllegalArgumentException("columns must be at least 20, got " + columns);
        }
    }

    /**
     * What the launcher found: the property {@code sagittal.terminal} holds the width where stderr is a terminal.
     *
     * @return the terminal, or {@link #NONE}
     */
    public static Terminal fromProcess() {
        String width = System.getProperty("sagittal.terminal");
        if (width == null) {
            return System.console() == null ? NONE : new Terminal(true, 80);
        }
        try {
            return new Terminal(true, Math.max(20, Integer.parseInt(width.strip())));
        } catch (NumberFormatException e) {
            return new Terminal(true, 80);
        }
    }
}
