package org.sagittal.evaluation.statistics;

import java.util.Arrays;

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

    static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
