package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Places of values in ascending order, counted from 1, by what equal values get.
 *
 * <p>Reference: names as in {@code scipy.stats.rankdata}.
 */
public enum Ranks {
    /** Equal values share the mean of their places. */
    AVERAGE,
    /** Equal values share the first of their places, as in sports. */
    MIN,
    /** Equal values share the last of their places. */
    MAX,
    /** As {@link #MIN}, and the next value's place is one more. */
    DENSE,
    /** Equal values keep their order. */
    ORDINAL;

    /**
     * Ranks values.
     *
     * @param values any numbers
     * @return one rank a value
     */
    public double[] of(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int dense = 0;
        for (int first = 0; first < order.length; ) {
            int end = first + 1;
            while (end < order.length && values[order[end]] == values[order[first]]) {
                end++;
            }
            dense++;
            for (int i = first; i < end; i++) {
                ranks[order[i]] = switch (this) {
                    case AVERAGE -> (first + 1 + end) / 2.0;
                    case MIN -> first + 1;
                    case MAX -> end;
                    case DENSE -> dense;
                    case ORDINAL -> i + 1;
                };
            }
            first = end;
        }
        return ranks;
    }

    /** Sum of t^3 - t over the sizes t of groups of equal values. */
    static double tieTerm(double[] values) {
        double[] sorted = Percentiles.sorted(values);
        double sum = 0;
        for (int first = 0; first < sorted.length; ) {
            int end = first + 1;
            while (end < sorted.length && sorted[end] == sorted[first]) {
                end++;
            }
            double t = end - first;
            sum += t * t * t - t;
            first = end;
        }
        return sum;
    }
}
