package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What several tests at once do to their p values.
 *
 * <p>Reference: Holm (1979); Benjamini and Hochberg (1995); Benjamini and Yekutieli (2001); as in {@code
 * statsmodels.stats.multitest.multipletests}.
 */
public enum Correction {
    /** Each p times their number. */
    BONFERRONI,
    /** Step down: the smallest p times n, the next times n - 1, ...; the chance of any false finding stays below the level. */
    HOLM,
    /** As Holm, with 1 - (1 - p)^n in place of n p. */
    HOLM_SIDAK,
    /** Step up: the share of false findings stays below the level, for independent tests. */
    BENJAMINI_HOCHBERG,
    /** As Benjamini and Hochberg, for tests that depend on each other in any way. */
    BENJAMINI_YEKUTIELI;

    /**
     * Adjusts p values; an adjusted one is compared with the level as a single one would be.
     *
     * @param pValues 0 to 1
     * @return in the same order, at most 1
     */
    public double[] adjust(double[] pValues) {
        int n = pValues.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
        double[] adjusted = new double[n];
        double harmonic = 0;
        for (int i = 1; i <= n; i++) {
            harmonic += 1.0 / i;
        }
        for (int place = 0; place < n; place++) {
            double p = pValues[order[place]];
            adjusted[order[place]] = switch (this) {
                case BONFERRONI -> p * n;
                case HOLM -> p * (n - place);
                case HOLM_SIDAK -> 1 - Math.pow(1 - p, n - place);
                case BENJAMINI_HOCHBERG -> p * n / (place + 1);
                case BENJAMINI_YEKUTIELI -> p * n * harmonic / (place + 1);
            };
        }
        keepOrder(adjusted, order);
        return adjusted;
    }

    /** No adjusted p may be out of order: step-down rules carry the largest so far, step-up rules the smallest from the end. */
    private void keepOrder(double[] adjusted, Integer[] order) {
        boolean stepUp = this == BENJAMINI_HOCHBERG || this == BENJAMINI_YEKUTIELI;
        double kept = stepUp ? 1 : 0;
        for (int i = 0; i < order.length; i++) {
            int index = order[stepUp ? order.length - 1 - i : i];
            kept = stepUp ? Math.min(kept, adjusted[index]) : Math.max(kept, adjusted[index]);
            adjusted[index] = Math.min(1, kept);
        }
    }
}
