package org.sagittal.geometry.io.data;

import java.util.Locale;

/** Numbers as C programs spell them. */
public final class NumberWords {
    private NumberWords() {}

    /**
     * Reads a number.
     *
     * @param word decimal digits with sign, fraction and exponent, or nan or inf in any case
     * @return its value
     * @throws NumberFormatException if it is no number
     */
    public static double parse(String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        boolean negative = plain.startsWith("-");
        String size = negative || plain.startsWith("+") ? plain.substring(1) : plain;
        double value = switch (size) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            default -> decimal(size);
        };
        return negative ? -value : value;
    }

    private static double decimal(String word) {
        // Java's own spelling allows a letter for the type at the end, which would let "1.5f" pass.
        if (word.isEmpty()
                || !word.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == 'e' || c == '-' || c == '+')) {
            throw new NumberFormatException("'" + word + "' is no number");
        }
        return Double.parseDouble(word);
    }

    /**
     * Reads numbers between blanks.
     *
     * @param words numbers as {@link #parse} takes them
     * @return their values
     * @throws NumberFormatException if one is no number
     */
    public static double[] parseAll(String words) {
        String stripped = words.strip();
        if (stripped.isEmpty()) {
            return new double[0];
        }
        String[] each = stripped.split("\\s+");
        double[] values = new double[each.length];
        for (int i = 0; i < each.length; i++) {
            values[i] = parse(each[i]);
        }
        return values;
    }
}
