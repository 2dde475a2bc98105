package org.sagittal.geometry;

/** When two lists of numbers count as equal: |a - b| &lt;= 1e-8 + 1e-5 |b| for each pair, as NumPy's {@code allclose} has it. */
public final class Closeness {
    private static final double RELATIVE = 1e-5;
    private static final double ABSOLUTE = 1e-8;

    private Closeness() {}

    /**
     * Compares two lists.
     *
     * @param actual numbers
     * @param reference as many numbers, whose size sets the tolerance
     * @return true if each pair is close; NaN is close to nothing
     */
    public static boolean allClose(double[] actual, double[] reference) {
        if (actual.length != reference.length) {
            throw new IllegalArgumentException(
                    "lists must be of one length, got " + actual.length + " and " + reference.length);
        }
        for (int i = 0; i < actual.length; i++) {
            if (!(Math.abs(actual[i] - reference[i]) <= ABSOLUTE + RELATIVE * Math.abs(reference[i]))) {
                return false;
            }
        }
        return true;
    }
}
