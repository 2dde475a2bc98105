package org.sagittal.cli.input;

import picocli.CommandLine.Option;

/** How often a comparison measures. */
public final class RepeatWords {
    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "rounds that count (default 3)")
    private int runs;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            description = "rounds before them that do not (default 1; none for ct, train and network)")
    private Integer warmUps;

    /**
     * Refuses what makes no sense.
     *
     * @return these words
     * @throws IllegalArgumentException if there is no run, or fewer than no warm-ups
     */
    public RepeatWords checked() {
        if (runs < 1) {
            throw new IllegalArgumentException("--runs must be at least 1, got " + runs);
        }
        if (warmUps != null && warmUps < 0) {
            throw new IllegalArgumentException("--warm-ups must not be negative, got " + warmUps);
        }
        return this;
    }

    /**
     * Runs that count.
     *
     * @return at least 1, once checked
     */
    public int runs() {
        return runs;
    }

    /**
     * Runs before them that do not.
     *
     * @param usual unless they were typed
     * @return at least 0, once checked
     */
    public int warmUps(int usual) {
        return warmUps == null ? usual : warmUps;
    }
}
