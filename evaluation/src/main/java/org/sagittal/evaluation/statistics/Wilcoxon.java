package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import org.sagittal.evaluation.Score;

/**
 * The signed-rank test: do paired differences lie around zero? Which zeros count, how ties are met and which distribution is used are
 * said, not assumed.
 *
 * <p>Scores that should tie often differ in the sixteenth digit; {@link #ofPairs} therefore rounds differences to 1e-12 first.
 * Reference: Wilcoxon (1945); Pratt, JASA 54:655 (1959) for zeros; the same numbers as {@code scipy.stats.wilcoxon}, SciPy 1.17.
 *
 * @param zeros what of differences that are zero
 * @param alternative what is held against "no difference"
 * @param method which distribution
 * @param correction whether the normal approximation moves half a rank towards its mean
 */
public record Wilcoxon(Zeros zeros, Alternative alternative, Method method, boolean correction) {
    private static final double ROUNDING = 1e12;

    /** Up to here all 2^n signs are tried when there are ties. */
    private static final int MOST_PERMUTED = 13;

    private static final int MOST_EXACT = 50;

    /** What of differences that are zero. */
    public enum Zeros {
        /** They are left out. */
        DROP,
        /** They take the lowest ranks, which then count for neither side. */
        PRATT,
        /** They take the lowest ranks, half of which count for either side. */
        SPLIT
    }

    /** What is held against "no difference". */
    public enum Alternative {
        /** There is a difference. */
        TWO_SIDED,
        /** Differences are rather below zero. */
        LESS,
        /** Differences are rather above zero. */
        GREATER
    }

    /** Which distribution of the rank sum is used. */
    public enum Method {
        /** That of distinct ranks, even where there are ties. */
        EXACT,
        /** The normal approximation, its spread corrected for ties. */
        NORMAL,
        /** Exact up to 50 differences without ties and zeros; with them all signs are tried up to 13, beyond it is normal. */
        AUTO
    }

    /**
     * What the test found.
     *
     * @param statistic the smaller rank sum, or that of positive differences for a one-sided alternative
     * @param pValue undefined where the normal approximation has nothing left but zeros
     */
    public record Result(double statistic, Score pValue) {}

    /** Two-sided, zeros after Pratt, the distribution by itself, no correction. */
    public static final Wilcoxon DEFAULT = new Wilcoxon(Zeros.PRATT, Alternative.TWO_SIDED, Method.AUTO, false);

    /**
     * Tests pairs.
     *
     * @param first one value a case
     * @param second one value a case, in the same order
     * @return the result for first - second
     */
    public Result ofPairs(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "paired values must number the same, got " + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> Math.rint((first[i] - second[i]) * ROUNDING) / ROUNDING);
        return of(differences);
    }

    /**
     * Tests differences as they are.
     *
     * @param differences at least one finite number
     * @return the result
     */
    public Result of(double[] differences) {
        if (differences.length == 0 || !Arrays.stream(differences).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "differences must be finite and number at least 1, got " + Arrays.toString(differences));
        }
        SignedRanks ranks = SignedRanks.of(differences, zeros);
        double statistic =
                alternative == Alternative.TWO_SIDED ? Math.min(ranks.positive(), ranks.negative()) : ranks.positive();
        return new Result(statistic, pValue(ranks, differences.length));
    }

    private Score pValue(SignedRanks ranks, int count) {
        boolean plain = ranks.tieTerm() == 0 && ranks.zeroCount() == 0;
        if (method == Method.EXACT || method == Method.AUTO && count <= MOST_EXACT && plain) {
            return Score.of(exact(ranks));
        }
        if (method == Method.AUTO && count <= MOST_PERMUTED) {
            return Score.of(permuted(ranks));
        }
        return normal(ranks);
    }

    private Score normal(SignedRanks ranks) {
        double spread = ranks.standardDeviation();
        if (spread == 0) {
            return Score.undefined("all differences are zero");
        }
        double z = (ranks.positive() - ranks.mean()) / spread;
        if (correction) {
            double sign =
                    alternative == Alternative.GREATER ? 1 : alternative == Alternative.LESS ? -1 : Math.signum(z);
            z -= sign * 0.5 / spread;
        }
        return Score.of(
                switch (alternative) {
                    case LESS -> NormalDistribution.cumulative(z);
                    case GREATER -> NormalDistribution.survival(z);
                    case TWO_SIDED -> 2 * NormalDistribution.survival(Math.abs(z));
                });
    }

    /** A rank sum between two whole numbers is rounded to the side that makes the p value larger. */
    private double exact(SignedRanks ranks) {
        double[] distribution = distribution(ranks.count());
        double upTo = share(distribution, 0, (int) Math.ceil(ranks.positive()));
        double from = share(distribution, (int) Math.floor(ranks.positive()), distribution.length - 1);
        return oneOrTwoSided(upTo, from);
    }

    private double oneOrTwoSided(double upTo, double from) {
        return switch (alternative) {
            case LESS -> upTo;
            case GREATER -> from;
            case TWO_SIDED -> Math.min(1, 2 * Math.min(upTo, from));
        };
    }

    private static double share(double[] distribution, int first, int last) {
        double sum = 0;
        for (int i = Math.max(0, first); i <= Math.min(last, distribution.length - 1); i++) {
            sum += distribution[i];
        }
        return Math.min(1, sum);
    }

    /** The probability of each sum of the ranks 1..n with random signs. */
    private static double[] distribution(int n) {
        double[] probability = {1};
        for (int rank = 1; rank <= n; rank++) {
            double[] next = new double[probability.length + rank];
            for (int sum = 0; sum < probability.length; sum++) {
                next[sum] += 0.5 * probability[sum];
                next[sum + rank] += 0.5 * probability[sum];
            }
            probability = next;
        }
        return probability;
    }

    private double permuted(SignedRanks ranks) {
        double[] signed = ranks.nonZeroRanks();
        double observed = ranks.positive() - ranks.fixed();
        double slack = 1e-14 * Math.abs(observed);
        long upTo = 0;
        long from = 0;
        for (int signs = 0; signs < 1 << signed.length; signs++) {
            double sum = 0;
            for (int i = 0; i < signed.length; i++) {
                sum += (signs >> i & 1) == 1 ? signed[i] : 0;
            }
            upTo += sum <= observed + slack ? 1 : 0;
            from += sum >= observed - slack ? 1 : 0;
        }
        double all = 1L << signed.length;
        return oneOrTwoSided(upTo / all, from / all);
    }
}
