package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Order statistics of finite samples.
 *
 * <p>Reference: Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50:361 (1996); the rules carry
 * NumPy's names.
 */
public final class Percentiles {
    private Percentiles() {}

    /**
     * The percentile by linear interpolation between order statistics (Hyndman and Fan's type 7), as NumPy's default.
     *
     * @param values at least one, in any order
     * @param percent 0 to 100
     * @return the percentile
     */
    public static double linear(double[] values, double percent) {
        return PercentileRule.LINEAR.of(sorted(values), percent);
    }

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @param values at least one, in any order
     * @return the median
     */
    public static double median(double[] values) {
        return linear(values, 50);
    }

    /**
     * The smallest value up to which lies at least a share of the weight (the inverted cumulative distribution).
     *
     * @param values at least one, in any order
     * @param weights one a value, not negative, not all 0
     * @param percent 0 to 100
     * @return one of the values
     */
    public static double weighted(double[] values, double[] weights, double percent) {
        if (values.length == 0 || values.length != weights.length) {
            throw new IllegalArgumentException("values and weights must number the same and at least 1, got "
                    + values.length + " and " + weights.length);
        }
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double total = Arrays.stream(weights).sum();
        double cumulative = 0;
        for (int i : order) {
            cumulative += weights[i];
            if (weights[i] > 0 && cumulative / total >= percent / 100) {
                return values[i];
            }
        }
        return values[order[order.length - 1]];
    }

    static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
