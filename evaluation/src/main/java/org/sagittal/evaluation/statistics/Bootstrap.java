package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How much a statistic of n cases would vary had other cases been drawn: it is computed again on samples of n drawn from the n with
 * replacement.
 *
 * <p>Reference: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 (percentile) and 14 (BCa); the same
 * arithmetic as {@code scipy.stats.bootstrap}.
 */
public final class Bootstrap {
    private final int[][] indexes;

    private Bootstrap(int[][] indexes) {
        this.indexes = indexes;
    }

    /** Which interval is read off the resampled statistics. */
    public enum Method {
        /** Percentiles of the resampled statistics. */
        PERCENTILE,
        /** The percentile interval reflected at the estimate. */
        BASIC,
        /** Percentiles corrected for bias and for a spread that changes with the value. */
        BCA
    }

    /**
     * Draws samples.
     *
     * @param cases how many there are, at least 1
     * @param draws how many samples, at least 1; 1000 and more give steady intervals
     * @param seed the same seed draws the same samples
     * @return the samples
     */
    public static Bootstrap draw(int cases, int draws, long seed) {
        if (cases < 1 || draws < 1) {
            throw new IllegalArgumentException("cases and draws must be at least 1, got " + cases + " and " + draws);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[][] indexes = new int[draws][cases];
        for (int[] sample : indexes) {
            Arrays.setAll(sample, i -> random.nextInt(cases));
        }
        return new Bootstrap(indexes);
    }

    /**
     * Takes given samples.
     *
     * @param indexes (draws, cases) indexes of cases
     * @return the samples
     */
    public static Bootstrap of(int[][] indexes) {
        if (indexes.length == 0) {
            throw new IllegalArgumentException("samples must number at least 1, got 0");
        }
        return new Bootstrap(Arrays.stream(indexes).map(int[]::clone).toArray(int[][]::new));
    }

    /**
     * The statistic on every sample.
     *
     * @param values one a case
     * @param statistic e.g. the mean
     * @return (draws) values, in the order of the samples
     */
    public double[] distribution(double[] values, ToDoubleFunction<double[]> statistic) {
        double[] drawn = new double[values.length];
        double[] distribution = new double[indexes.length];
        for (int b = 0; b < indexes.length; b++) {
            fill(drawn, indexes[b], values);
            distribution[b] = statistic.applyAsDouble(drawn);
        }
        return distribution;
    }

    private static void fill(double[] drawn, int[] sample, double[] values) {
        if (sample.length != values.length) {
            throw new IllegalArgumentException(
                    "values must number " + sample.length + " as the samples do, got " + values.length);
        }
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[sample[i]];
        }
    }

    /**
     * An interval for a statistic.
     *
     * @param values one a case
     * @param statistic e.g. the mean
     * @param method how it is read off
     * @param level e.g. 0.95
     * @return the interval; for BCa with one case, or with values that are all equal, that of the percentile method
     */
    public Interval interval(double[] values, ToDoubleFunction<double[]> statistic, Method method, double level) {
        double[] sorted = Percentiles.sorted(distribution(values, statistic));
        double tail = (1 - level) / 2;
        double estimate = statistic.applyAsDouble(values);
        return switch (method) {
            case PERCENTILE -> between(sorted, tail, 1 - tail, level);
            case BASIC -> {
                Interval plain = between(sorted, tail, 1 - tail, level);
                yield new Interval(2 * estimate - plain.high(), 2 * estimate - plain.low(), level);
            }
            case BCA -> bca(values, statistic, sorted, level);
        };
    }

    private static Interval between(double[] sorted, double lowShare, double highShare, double level) {
        return new Interval(
                PercentileRule.LINEAR.of(sorted, 100 * lowShare),
                PercentileRule.LINEAR.of(sorted, 100 * highShare),
                level);
    }

    private static Interval bca(double[] values, ToDoubleFunction<double[]> statistic, double[] sorted, double level) {
        double tail = (1 - level) / 2;
        double bias = NormalDistribution.quantile(shareBelow(sorted, statistic.applyAsDouble(values)));
        double acceleration = values.length < 2 ? Double.NaN : acceleration(values, statistic);
        double low = corrected(tail, bias, acceleration);
        double high = corrected(1 - tail, bias, acceleration);
        return Double.isNaN(low) || Double.isNaN(high)
                ? between(sorted, tail, 1 - tail, level)
                : between(sorted, low, high, level);
    }

    /** The share of resampled statistics below the estimate, equal ones counted half. */
    private static double shareBelow(double[] sorted, double estimate) {
        double below = 0;
        for (double value : sorted) {
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        return below / sorted.length;
    }

    private static double corrected(double share, double bias, double acceleration) {
        double z = bias + NormalDistribution.quantile(share);
        double shifted = bias + z / (1 - acceleration * z);
        return Double.isNaN(shifted) ? Double.NaN : NormalDistribution.cumulative(shifted);
    }

    /** The skewness of the statistic with one case left out at a time, over 6. */
    private static double acceleration(double[] values, ToDoubleFunction<double[]> statistic) {
        double[] left = new double[values.length];
        double[] others = new double[values.length - 1];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(values, 0, others, 0, i);
            System.arraycopy(values, i + 1, others, i, values.length - 1 - i);
            left[i] = statistic.applyAsDouble(others);
        }
        double mean = Arrays.stream(left).average().orElseThrow();
        double cubes = 0;
        double squares = 0;
        for (double value : left) {
            double u = mean - value;
            cubes += u * u * u;
            squares += u * u;
        }
        return cubes / (6 * Math.pow(squares, 1.5));
    }
}
