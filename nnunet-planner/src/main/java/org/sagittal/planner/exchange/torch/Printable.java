package org.sagittal.planner.exchange.torch;

/** Text of a file that nobody trusts, as it may stand in a message: short, and plain letters only. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    /**
     * Cuts and cleans.
     *
     * @param text anything
     * @return one line of printable ASCII
     */
    public static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
