package org.sagittal.evaluation.statistics;

/**
 * How a percentile is read off a sorted sample x[0..n-1]: which position between order statistics, and what to take there.
 *
 * <p>Reference: Hyndman and Fan (1996), types 1 to 9; names as in {@code numpy.percentile(method=...)}, NumPy 2.4.
 */
public enum PercentileRule {
    /** Type 1: the smallest value whose share of the sample is at least q. */
    INVERTED_CDF(0, 1, Between.HIGHER_IF_ANY),
    /** Type 2: as type 1, with the mean of two values at jumps. */
    AVERAGED_INVERTED_CDF(0, 1, Between.MEAN_AT_JUMP),
    /** Type 3: the nearest order statistic, the even one (counted from one) at ties. */
    CLOSEST_OBSERVATION(-0.5, -0.5, Between.NEAREST_EVEN),
    /** Type 4: linear, position q n. */
    INTERPOLATED_INVERTED_CDF(0, 1, Between.LINEAR),
    /** Type 5: linear, position q n + 1/2. */
    HAZEN(0.5, 0.5, Between.LINEAR),
    /** Type 6: linear, position q (n + 1). */
    WEIBULL(0, 0, Between.LINEAR),
    /** Type 7: linear, position q (n - 1) + 1; NumPy's, R's and Excel's default. */
    LINEAR(1, 1, Between.LINEAR),
    /** Type 8: linear, position q (n + 1/3) + 1/3; nearly median-unbiased. */
    MEDIAN_UNBIASED(1 / 3.0, 1 / 3.0, Between.LINEAR),
    /** Type 9: linear, position q (n + 1/4) + 3/8; nearly unbiased for the normal distribution. */
    NORMAL_UNBIASED(3 / 8.0, 3 / 8.0, Between.LINEAR),
    /** Position of type 7, the value below it. */
    LOWER(1, 1, Between.LOWER),
    /** Position of type 7, the value above it. */
    HIGHER(1, 1, Between.HIGHER),
    /** Position of type 7, the mean of both neighbours. */
    MIDPOINT(1, 1, Between.MIDPOINT),
    /** Position of type 7, the nearer neighbour; the even one, counted from 0, at ties. */
    NEAREST(1, 1, Between.NEAREST);

    private enum Between {
        LINEAR,
        LOWER,
        HIGHER,
        MIDPOINT,
        HIGHER_IF_ANY,
        MEAN_AT_JUMP,
        NEAREST_EVEN,
        NEAREST
    }

    private final double alpha;
    private final double beta;
    private final Between between;

    PercentileRule(double alpha, double beta, Between between) {
        this.alpha = alpha;
        this.beta = beta;
        this.between = between;
    }

    /**
     * The percentile of a sorted sample.
     *
     * @param sorted at least one value, ascending
     * @param percent 0 to 100
     * @return the percentile
     * @throws IllegalArgumentException if the sample is empty or percent lies outside 0..100
     */
    public double of(double[] sorted, double percent) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("values of a percentile must number at least 1, got 0");
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must lie in 0..100, got " + percent);
        }
        double position = position(sorted.length, percent / 100);
        int below = (int) Math.floor(position);
        double fraction = position - below;
        double low = sorted[Math.max(0, Math.min(sorted.length - 1, below))];
        double high = sorted[Math.max(0, Math.min(sorted.length - 1, below + 1))];
        return switch (between) {
            case LINEAR -> interpolate(low, high, fraction);
            case LOWER -> low;
            case HIGHER, HIGHER_IF_ANY -> fraction > 0 ? high : low;
            case MIDPOINT -> fraction > 0 ? low + (high - low) / 2 : low;
            case MEAN_AT_JUMP -> fraction > 0 ? high : low + (high - low) / 2;
            case NEAREST -> fraction > 0.5 || fraction == 0.5 && below % 2 != 0 ? high : low;
            case NEAREST_EVEN -> fraction > 0.5 || fraction == 0.5 && below % 2 == 0 ? high : low;
        };
    }

    /** Where the percentile lies, counted from 0. */
    private double position(int count, double q) {
        return switch (between) {
            case LINEAR -> count * q + (alpha + q * (1 - alpha - beta)) - 1;
            case LOWER, HIGHER, MIDPOINT, NEAREST -> q * (count - 1);
            default -> count * q - 1;
        };
    }

    /** From the nearer end, so that both ends come out exact and equal neighbours give their value. */
    private static double interpolate(double low, double high, double fraction) {
        if (low == high || fraction == 0) {
            return low;
        }
        double step = high - low;
        return fraction >= 0.5 ? high - step * (1 - fraction) : low + step * fraction;
    }
}
