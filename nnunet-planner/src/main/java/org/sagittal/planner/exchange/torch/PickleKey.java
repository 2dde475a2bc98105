package org.sagittal.planner.exchange.torch;

import java.math.BigInteger;
import java.util.List;

/**
 * A dict's key that is a tuple, as the text Python shows for it. Comparing lists themselves could be made to take as long as a file likes.
 *
 * @param text e.g. {@code (1, 2)}
 */
record PickleKey(String text) implements Comparable<PickleKey> {
    private static final int LONGEST_TUPLE = 16;

    /** What a map here is keyed with: text, numbers, truth values, None and names as they are, flat tuples of them as text. */
    static Object of(Object key, PickleBudget budget) {
        if (plain(key)) {
            return key;
        }
        if (!(key instanceof List<?> tuple) || tuple.size() > LONGEST_TUPLE) {
            throw new PickleException("a dict has a key that is neither text nor number; refused");
        }
        StringBuilder text = new StringBuilder("(");
        for (Object part : tuple) {
            if (!plain(part)) {
                throw new PickleException("a dict has a nested tuple as key; refused");
            }
            if (part instanceof String words) {
                budget.take(4L * words.length());
            }
            text.append(text.length() == 1 ? "" : ", ").append(part);
        }
        return new PickleKey(text.append(')').toString());
    }

    private static boolean plain(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof PickleGlobal;
    }

    @Override
    public int compareTo(PickleKey other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
