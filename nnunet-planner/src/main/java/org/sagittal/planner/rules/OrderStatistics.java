package org.sagittal.planner.rules;

import java.util.Arrays;

/**
 * Percentiles and medians with NumPy's order of operations, so that decisions taken on rounding edges agree bit for bit.
 *
 * <p>Reference: {@code numpy.percentile} (method linear, Hyndman and Fan type 7) and {@code numpy.median}, NumPy 2.4.
 */
public final class OrderStatistics {
    private OrderStatistics() {}

    /**
     * The value below which a fraction of the sample lies, linearly interpolated between neighbours.
     *
     * @param sample values, not empty; left unchanged
     * @param fraction in [0, 1]
     * @return the percentile
     */
    public static double percentile(double[] sample, double fraction) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double index = (sorted.length - 1) * fraction;
        int below = (int) Math.floor(index);
        int above = Math.min(below + 1, sorted.length - 1);
        double t = index - below;
        double step = sorted[above] - sorted[below];
        // From the nearer neighbour, as NumPy does: the two forms differ in the last bit.
        return t >= 0.5 ? sorted[above] - step * (1 - t) : sorted[below] + step * t;
    }

    /**
     * The middle value, or the mean of the two middle values.
     *
     * @param sample values, not empty; left unchanged
     * @return the median
     */
    public static double median(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
