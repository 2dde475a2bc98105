package org.sagittal.evaluation.statistics;

import java.util.Arrays;

/**
 * Ranks of the absolute differences, and their sums by sign.
 *
 * @param positive rank sum of positive differences
 * @param negative rank sum of negative ones
 * @param fixed what both sums hold of zeros' ranks, whatever the signs are
 * @param nonZeroRanks ranks of the differences that are not zero
 * @param count how many differences have a rank
 * @param zeroCount how many of all are zero
 * @param tieTerm sum of t^3 - t over groups of equal absolute differences that correct the spread
 * @param pratt whether zeros' ranks count for neither side
 */
record SignedRanks(
        double positive,
        double negative,
        double fixed,
        double[] nonZeroRanks,
        int count,
        int zeroCount,
        double tieTerm,
        boolean pratt) {

    static SignedRanks of(double[] differences, Wilcoxon.Zeros zeros) {
        double[] kept = zeros == Wilcoxon.Zeros.DROP
                ? Arrays.stream(differences).filter(d -> d != 0).toArray()
                : differences;
        double[] sizes = Arrays.stream(kept).map(Math::abs).toArray();
        double[] ranks = Ranks.AVERAGE.of(sizes);
        double positive = 0;
        double negative = 0;
        double ofZeros = 0;
        for (int i = 0; i < kept.length; i++) {
            positive += kept[i] > 0 ? ranks[i] : 0;
            negative += kept[i] < 0 ? ranks[i] : 0;
            ofZeros += kept[i] == 0 ? ranks[i] : 0;
        }
        double fixed = zeros == Wilcoxon.Zeros.SPLIT ? ofZeros / 2 : 0;
        boolean pratt = zeros == Wilcoxon.Zeros.PRATT;
        double ties =
                Ranks.tieTerm(pratt ? Arrays.stream(sizes).filter(d -> d != 0).toArray() : sizes);
        double[] nonZero = nonZero(kept, ranks);
        int zeroCount = (int) Arrays.stream(differences).filter(d -> d == 0).count();
        return new SignedRanks(positive + fixed, negative + fixed, fixed, nonZero, kept.length, zeroCount, ties, pratt);
    }

    private static double[] nonZero(double[] differences, double[] ranks) {
        double[] result = new double[ranks.length];
        int count = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (differences[i] != 0) {
                result[count++] = ranks[i];
            }
        }
        return Arrays.copyOf(result, count);
    }

    /** The mean of the positive rank sum under random signs. */
    double mean() {
        double n = count;
        double z = pratt ? zeroCount : 0;
        return (n * (n + 1) - z * (z + 1)) / 4;
    }

    /** Its standard deviation, smaller by ties and, after Pratt, by zeros (Cureton 1967). */
    double standardDeviation() {
        double n = count;
        double z = pratt ? zeroCount : 0;
        double sum = n * (n + 1) * (2 * n + 1) - z * (z + 1) * (2 * z + 1);
        return Math.sqrt((sum - tieTerm / 2) / 24);
    }
}
