package org.sagittal.evaluation.statistics;

import java.util.Arrays;

/**
 * Do several algorithms differ on the same cases? The ranks of the algorithms within each case are held against chance; Nemenyi's test
 * then says which two differ.
 *
 * <p>Reference: Friedman (1937); Nemenyi (1963); Demsar, JMLR 7:1 (2006), sections 3.2.2 and 3.2.3. Studentized range with infinite
 * degrees of freedom.
 *
 * @param chiSquare the statistic, corrected for ties
 * @param pValue by chi-square with algorithms - 1 degrees of freedom
 * @param meanRanks of each algorithm over cases; the smallest value of a case has rank 1
 * @param cases how many
 */
public record Friedman(double chiSquare, double pValue, double[] meanRanks, int cases) {
    /** Takes a copy. */
    public Friedman {
        meanRanks = meanRanks.clone();
    }

    /**
     * Runs the test.
     *
     * @param values (cases, algorithms), at least one case and three algorithms, finite
     * @return the result
     */
    public static Friedman of(double[][] values) {
        if (values.length == 0 || values[0].length < 3) {
            throw new IllegalArgumentException("Friedman's test needs at least 1 case and 3 algorithms, got "
                    + values.length + " and " + (values.length == 0 ? 0 : values[0].length));
        }
        int n = values.length;
        int k = values[0].length;
        double[] sums = new double[k];
        double ties = 0;
        for (double[] ofCase : values) {
            double[] ranks = Ranks.AVERAGE.of(ofCase);
            Arrays.setAll(sums, i -> sums[i] + ranks[i]);
            ties += Ranks.tieTerm(ofCase);
        }
        double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
        double correction = 1 - ties / ((double) k * ((double) k * k - 1) * n);
        double chiSquare = (12.0 / ((double) k * n * (k + 1)) * squares - 3.0 * n * (k + 1)) / correction;
        double[] means = Arrays.stream(sums).map(sum -> sum / n).toArray();
        return new Friedman(chiSquare, SpecialFunctions.chiSquareSurvival(chiSquare, k - 1), means, n);
    }

    @Override
    public double[] meanRanks() {
        return meanRanks.clone();
    }

    /**
     * Nemenyi's p value for every pair of algorithms.
     *
     * @return (algorithms, algorithms), symmetric, 1 on the diagonal
     */
    public double[][] nemenyi() {
        int k = meanRanks.length;
        double[][] p = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double q = Math.abs(meanRanks[i] - meanRanks[j]) / standardError() * Math.sqrt(2);
                p[i][j] = i == j ? 1 : SpecialFunctions.rangeSurvival(q, k);
            }
        }
        return p;
    }

    /**
     * How far two mean ranks must lie apart to differ.
     *
     * @param level e.g. 0.05
     * @return the critical difference
     */
    public double criticalDifference(double level) {
        return SpecialFunctions.rangeQuantile(level, meanRanks.length) / Math.sqrt(2) * standardError();
    }

    private double standardError() {
        double k = meanRanks.length;
        return Math.sqrt(k * (k + 1) / (6 * cases));
    }
}
