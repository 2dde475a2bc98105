package org.sagittal.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sagittal.evaluation.statistics.Wilcoxon.Alternative;
import org.sagittal.evaluation.statistics.Wilcoxon.Method;
import org.sagittal.evaluation.statistics.Wilcoxon.Zeros;

class StatisticsTest {
    private static final double[] A = {.91, .88, .95, .79, .84, .90, .93, .70, .86, .92};
    private static final double[] B = {.90, .85, .95, .81, .80, .88, .90, .66, .83, .93};

    /** Ten pairs with a zero and ties that only show once differences are rounded; numbers of SciPy 1.17.1. */
    @ParameterizedTest
    @CsvSource({
        "DROP, 5, .036972, .042717, .018486, .021358, .039063",
        "PRATT, 7, .040305, .045571, .020153, .022786, .048828",
        "SPLIT, 7.5, .040568, .045856, .020284, .022928, .048828"
    })
    void zerosAndTiesFollowTheRuleThatIsSaid(
            Zeros zeros, double w, double two, double corrected, double one, double oneCorrected, double exact) {
        assertWilcoxon(zeros, Alternative.TWO_SIDED, Method.NORMAL, false, two);
        assertWilcoxon(zeros, Alternative.TWO_SIDED, Method.NORMAL, true, corrected);
        assertWilcoxon(zeros, Alternative.GREATER, Method.NORMAL, false, one);
        assertWilcoxon(zeros, Alternative.GREATER, Method.NORMAL, true, oneCorrected);
        assertWilcoxon(zeros, Alternative.TWO_SIDED, Method.EXACT, false, exact);
        assertThat(new Wilcoxon(zeros, Alternative.TWO_SIDED, Method.EXACT, false)
                        .ofPairs(A, B)
                        .statistic())
                .isEqualTo(w);
    }

    private static void assertWilcoxon(Zeros zeros, Alternative side, Method method, boolean correction, double p) {
        assertThat(new Wilcoxon(zeros, side, method, correction)
                        .ofPairs(A, B)
                        .pValue()
                        .orNaN())
                .isCloseTo(p, within(1e-6));
    }

    @Test
    void withoutAnyDifferenceTheNormalTestHasNoAnswer() {
        Wilcoxon normal = new Wilcoxon(Zeros.DROP, Alternative.TWO_SIDED, Method.NORMAL, false);
        assertThat(normal.of(new double[] {0, 0}).pValue().reason()).isEqualTo("all differences are zero");
        assertThat(Wilcoxon.DEFAULT.of(new double[] {0, 0}).pValue().orNaN()).isEqualTo(1);
        assertThatThrownBy(() -> normal.of(new double[] {})).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> normal.ofPairs(A, new double[2])).hasMessageContaining("got 10 and 2");
    }

    /** Worked by hand. */
    @Test
    void correctionsOfFourTests() {
        double[] p = {0.01, 0.04, 0.03, 0.005};
        assertThat(Correction.HOLM.adjust(p)).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Correction.BENJAMINI_HOCHBERG.adjust(p))
                .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-12));
        assertThat(Correction.BONFERRONI.adjust(p))
                .containsExactly(new double[] {0.04, 0.16, 0.12, 0.02}, within(1e-12));
    }

    /** With every case ordering the four algorithms alike, chi-square is n (k - 1). */
    @Test
    void friedmanOfPerfectAgreement() {
        double[][] cases = IntStream.range(0, 6)
                .mapToObj(c -> new double[] {c + 0.1, c + 0.2, c + 0.3, c + 0.4})
                .toArray(double[][]::new);
        Friedman test = Friedman.of(cases);
        assertThat(test.chiSquare()).isCloseTo(18, within(1e-9));
        assertThat(test.meanRanks()).containsExactly(1, 2, 3, 4);
        assertThat(test.nemenyi()[0][3]).isLessThan(0.001);
        // Demsar (2006), table 5: q is 2.569 for four algorithms.
        assertThat(test.criticalDifference(0.05)).isCloseTo(2.569 * Math.sqrt(20 / 36.0), within(1e-3));
        assertThatThrownBy(() -> Friedman.of(new double[][] {{1, 2}})).hasMessageContaining("got 1 and 2");
    }

    @Test
    void rankCorrelationOfFive() {
        RankCorrelation r = RankCorrelation.of(new double[] {1, 2, 3, 4, 5}, new double[] {1, 3, 2, 5, 4});
        assertThat(r.tau().orNaN()).isCloseTo(0.6, within(1e-12));
        assertThat(r.tauPValue().orNaN()).isCloseTo(0.23333333333333334, within(1e-12));
        assertThat(r.spearman().orNaN()).isCloseTo(0.8, within(1e-12));
        assertThat(r.spearmanPValue().orNaN()).isCloseTo(0.10408803866182788, within(1e-12));
        assertThat(r.footrule()).isEqualTo(4);
        assertThat(RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2})
                        .tau()
                        .isDefined())
                .isFalse();
    }

    @Test
    void theBootstrapIsTheSameForTheSameSeed() {
        double[] values = {0.7, 0.8, 0.85, 0.9, 0.95};
        Bootstrap drawn = Bootstrap.draw(5, 500, 7);
        for (Bootstrap.Method method : Bootstrap.Method.values()) {
            Interval interval = drawn.interval(values, v -> Arrays.stream(v).sum() / v.length, method, 0.95);
            assertThat(interval)
                    .isEqualTo(Bootstrap.draw(5, 500, 7)
                            .interval(values, v -> Arrays.stream(v).sum() / v.length, method, 0.95));
            assertThat(interval.low()).isLessThan(0.84).isGreaterThan(0.6);
            assertThat(interval.high()).isGreaterThan(0.84).isLessThan(1);
        }
        assertThatThrownBy(() -> Bootstrap.draw(0, 5, 1)).hasMessageContaining("got 0 and 5");
        assertThatThrownBy(() -> drawn.distribution(new double[3], Percentiles::median))
                .hasMessageContaining("got 3");
        assertThatThrownBy(() -> new Interval(0, 1, 1)).hasMessageContaining("got 1.0");
    }

    @Test
    void bcaOfEqualValuesIsThePercentileInterval() {
        Interval interval = Bootstrap.draw(3, 50, 1)
                .interval(new double[] {0.5, 0.5, 0.5}, Percentiles::median, Bootstrap.Method.BCA, 0.95);
        assertThat(interval.low()).isEqualTo(0.5);
        assertThat(interval.high()).isEqualTo(0.5);
    }

    /** Algorithm 0 wins every case, 1 and 2 tie. */
    @ParameterizedTest
    @EnumSource(Ranking.class)
    void theBestOfThreeIsFirst(Ranking ranking) {
        double[][] dice = new double[3][12];
        for (int c = 0; c < 12; c++) {
            dice[0][c] = 0.9 + 0.001 * c;
            dice[1][c] = 0.8 + 0.001 * c;
            dice[2][c] = 0.8 + 0.001 * c;
        }
        assertThat(ranking.of(dice, true)).containsExactly(1, 2, 2);
        assertThat(ranking.of(dice, false)).containsExactly(3, 1, 1);
        assertThat(ranking.stability(dice, true, 20, 3)).containsOnly(1.0);
        assertThatThrownBy(() -> ranking.of(new double[][] {{Double.NaN}}, true))
                .hasMessageContaining("must be finite");
    }

    @Test
    void percentilesOfFour() {
        double[] values = {4, 1, 3, 2};
        assertThat(Percentiles.median(values)).isEqualTo(2.5);
        assertThat(Percentiles.linear(values, 97.5)).isCloseTo(3.925, within(1e-12));
        assertThat(Percentiles.weighted(values, new double[] {1, 0, 0, 9}, 50)).isEqualTo(2);
        assertThatThrownBy(() -> Percentiles.linear(new double[] {}, 50)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Percentiles.linear(values, 101)).hasMessageContaining("0..100");
    }

    @Test
    void theNormalDistributionIsInvertedToTheLastDigits() {
        for (double z : new double[] {-6, -2.5, -0.3, 0, 1e-3, 1, 2.999, 3.001, 5}) {
            double p = NormalDistribution.cumulative(z);
            assertThat(NormalDistribution.quantile(p)).isCloseTo(z, within(1e-9 * Math.max(1, Math.exp(z))));
        }
        assertThat(NormalDistribution.cumulative(1.959963984540054)).isCloseTo(0.975, within(1e-15));
        assertThat(NormalDistribution.survival(10)).isCloseTo(7.619853024160527e-24, within(1e-37));
        assertThatThrownBy(() -> NormalDistribution.quantile(2)).hasMessageContaining("0..1");
    }
}
