package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import org.sagittal.evaluation.Score;

/**
 * How far two orders of the same things agree.
 *
 * <p>Reference: Kendall, Biometrika 30:81 (1938); Spearman (1904); Diaconis and Graham (1977) for the footrule; as in {@code scipy.stats}.
 *
 * @param tau Kendall's tau b, which allows for ties; undefined if one side is all ties
 * @param tauPValue two-sided: exact without ties up to 33 values, else normal
 * @param tauC Kendall's (Stuart's) tau c
 * @param spearman the correlation of the ranks
 * @param spearmanPValue two-sided, by Student's t
 * @param footrule the sum of |difference| of average ranks
 */
public record RankCorrelation(
        Score tau, Score tauPValue, Score tauC, Score spearman, Score spearmanPValue, double footrule) {
    private static final int MOST_EXACT = 33;

    /**
     * Compares two orders.
     *
     * @param x one value a thing
     * @param y one value a thing, in the same order
     * @return the correlations
     */
    public static RankCorrelation of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "values must number the same and at least 2, got " + x.length + " and " + y.length);
        }
        double[] rankX = Ranks.AVERAGE.of(x);
        double[] rankY = Ranks.AVERAGE.of(y);
        double footrule = 0;
        for (int i = 0; i < x.length; i++) {
            footrule += Math.abs(rankX[i] - rankY[i]);
        }
        Pairs pairs = Pairs.of(x, y);
        if (pairs.tiedX == pairs.all || pairs.tiedY == pairs.all) {
            Score none = Score.undefined("all values of one side are equal");
            return new RankCorrelation(none, none, none, none, none, footrule);
        }
        double difference = (double) pairs.concordant - pairs.discordant;
        double tau = difference / Math.sqrt((double) (pairs.all - pairs.tiedX) * (pairs.all - pairs.tiedY));
        double classes = Math.min(distinct(x), distinct(y));
        double tauC = 2 * difference / ((double) x.length * x.length * (classes - 1) / classes);
        double rho = pearson(rankX, rankY);
        double degrees = x.length - 2.0;
        double t = rho * Math.sqrt(degrees / Math.max(0, (1 - rho) * (1 + rho)));
        Score rhoP = degrees == 0
                ? Score.undefined("two values have no spread")
                : Score.of(SpecialFunctions.studentTwoSided(t, degrees));
        return new RankCorrelation(
                Score.of(Math.max(-1, Math.min(1, tau))),
                Score.of(pairs.pValue(x, y)),
                Score.of(tauC),
                Score.of(rho),
                rhoP,
                footrule);
    }

    private static long distinct(double[] values) {
        return Arrays.stream(values).distinct().count();
    }

    private static double pearson(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
    }

    /** Pairs of things by whether both sides order them alike. */
    private record Pairs(long all, long concordant, long discordant, long tiedX, long tiedY) {
        static Pairs of(double[] x, double[] y) {
            long concordant = 0;
            long discordant = 0;
            long tiedX = 0;
            long tiedY = 0;
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < i; j++) {
                    int order = Double.compare(x[i], x[j]) * Double.compare(y[i], y[j]);
                    concordant += order > 0 ? 1 : 0;
                    discordant += order < 0 ? 1 : 0;
                    tiedX += x[i] == x[j] ? 1 : 0;
                    tiedY += y[i] == y[j] ? 1 : 0;
                }
            }
            return new Pairs(x.length * (x.length - 1L) / 2, concordant, discordant, tiedX, tiedY);
        }

        double pValue(double[] x, double[] y) {
            boolean ties = tiedX + tiedY > 0;
            boolean few = x.length <= MOST_EXACT || Math.min(discordant, all - discordant) <= 1;
            return !ties && few ? exact(x.length) : normal(x, y);
        }

        private double exact(int n) {
            long few = Math.min(discordant, concordant);
            if (2 * few == all) {
                return 1;
            }
            double[] probability = {1};
            for (int i = 2; i <= n; i++) {
                double[] next = new double[(int) Math.min(few + 1, probability.length + i - 1L)];
                for (int k = 0; k < next.length; k++) {
                    for (int j = Math.max(0, k - i + 1); j <= Math.min(k, probability.length - 1); j++) {
                        next[k] += probability[j] / i;
                    }
                }
                probability = next;
            }
            return Math.min(1, 2 * Arrays.stream(probability).sum());
        }

        private double normal(double[] x, double[] y) {
            double n = x.length;
            double m = n * (n - 1);
            double variance = (m * (2 * n + 5) - tieSum(x, 2, 5) - tieSum(y, 2, 5)) / 18
                    + 2.0 * tiedX * tiedY / m
                    + tieSum(x, 1, -2) * tieSum(y, 1, -2) / (9 * m * (n - 2));
            double z = ((double) concordant - discordant) / Math.sqrt(variance);
            return 2 * NormalDistribution.survival(Math.abs(z));
        }

        /** Sum of t (t - 1) (a t + b) over groups of t equal values. */
        private static double tieSum(double[] values, double a, double b) {
            double[] sorted = Percentiles.sorted(values);
            double sum = 0;
            for (int first = 0; first < sorted.length; ) {
                int end = first + 1;
                while (end < sorted.length && sorted[end] == sorted[first]) {
                    end++;
                }
                double t = end - first;
                sum += t * (t - 1) * (a * t + b);
                first = end;
            }
            return sum;
        }
    }
}
