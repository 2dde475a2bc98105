package org.sagittal.evaluation.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Which of several algorithms is best on the same cases, by the three schemes challenges use. Rank 1 is best; equal ones share the
 * first of their places.
 *
 * <p>Reference: Wiesenfarth et al., Methods and open-source toolkit for analyzing and visualizing challenge results, Scientific Reports
 * 11:2369 (2021).
 */
public enum Ranking {
    /** The mean of each algorithm's scores is ranked. */
    MEAN_THEN_RANK {
        @Override
        double[] merit(double[][] scores) {
            return aggregate(scores, Ranking::mean);
        }
    },
    /** The median of each algorithm's scores is ranked. */
    MEDIAN_THEN_RANK {
        @Override
        double[] merit(double[][] scores) {
            return aggregate(scores, Percentiles::median);
        }
    },
    /** Algorithms are ranked within each case, and the mean ranks are ranked. */
    RANK_THEN_MEAN {
        @Override
        double[] merit(double[][] scores) {
            double[] sums = new double[scores.length];
            double[] ofCase = new double[scores.length];
            for (int c = 0; c < scores[0].length; c++) {
                for (int a = 0; a < scores.length; a++) {
                    ofCase[a] = scores[a][c];
                }
                double[] ranks = Ranks.AVERAGE.of(ofCase);
                // Within a case the largest score has the largest rank, so a large sum is good.
                Arrays.setAll(sums, a -> sums[a] + ranks[a]);
            }
            return sums;
        }
    },
    /** The share of rivals an algorithm beats significantly (one-sided signed-rank test at 0.05, normal, corrected) is ranked. */
    TEST_THEN_RANK {
        @Override
        double[] merit(double[][] scores) {
            double[] beaten = new double[scores.length];
            for (int a = 0; a < scores.length; a++) {
                for (int b = 0; b < scores.length; b++) {
                    beaten[a] += a != b && beats(scores[a], scores[b]) ? 1 : 0;
                }
            }
            return beaten;
        }
    };

    private static final double LEVEL = 0.05;
    private static final Wilcoxon BETTER =
            new Wilcoxon(Wilcoxon.Zeros.DROP, Wilcoxon.Alternative.GREATER, Wilcoxon.Method.NORMAL, true);

    /** One number an algorithm, the more the better. */
    abstract double[] merit(double[][] scores);

    /**
     * Ranks algorithms.
     *
     * @param scores (algorithms, cases), finite: what to do with a missing score must be decided before
     * @param largerIsBetter true for Dice, false for distances
     * @return one rank an algorithm, 1 is best
     */
    public double[] of(double[][] scores, boolean largerIsBetter) {
        requireTable(scores);
        double[][] upright = largerIsBetter ? scores : negated(scores);
        return Ranks.MIN.of(negated(new double[][] {merit(upright)})[0]);
    }

    private static void requireTable(double[][] scores) {
        if (scores.length == 0 || scores[0].length == 0) {
            throw new IllegalArgumentException("scores must hold at least one algorithm and one case");
        }
        for (double[] ofAlgorithm : scores) {
            if (ofAlgorithm.length != scores[0].length
                    || !Arrays.stream(ofAlgorithm).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "scores must be finite, one a case for every algorithm, got " + Arrays.toString(ofAlgorithm));
            }
        }
    }

    /**
     * How steady the ranking is: cases are drawn with replacement, the algorithms ranked again, and Kendall's tau taken between that
     * ranking and the full one.
     *
     * @param scores (algorithms, cases), finite; at least two algorithms
     * @param largerIsBetter true for Dice
     * @param draws how often
     * @param seed the same seed draws the same cases
     * @return (draws) taus; 1 where the drawn ranking is all ties
     */
    public double[] stability(double[][] scores, boolean largerIsBetter, int draws, long seed) {
        double[] full = of(scores, largerIsBetter);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[scores.length][scores[0].length];
        double[] taus = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            for (int c = 0; c < drawn[0].length; c++) {
                int index = random.nextInt(drawn[0].length);
                for (int a = 0; a < drawn.length; a++) {
                    drawn[a][c] = scores[a][index];
                }
            }
            taus[draw] = RankCorrelation.of(full, of(drawn, largerIsBetter))
                    .tau()
                    .value()
                    .orElse(1);
        }
        return taus;
    }

    private static boolean beats(double[] a, double[] b) {
        return BETTER.ofPairs(a, b).pValue().value().orElse(1) < LEVEL;
    }

    private static double[] aggregate(double[][] scores, ToDoubleFunction<double[]> statistic) {
        return Arrays.stream(scores).mapToDouble(statistic).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double[][] negated(double[][] scores) {
        return Arrays.stream(scores)
                .map(row -> Arrays.stream(row).map(value -> -value).toArray())
                .toArray(double[][]::new);
    }
}
