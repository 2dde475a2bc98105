package org.sagittal.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.geometry.testing.SharedData;

/** What SciPy 1.17, statsmodels and scikit-posthocs give. */
class GoldenStatisticsTest {
    private JsonNode golden;

    @BeforeEach
    void read() {
        golden = JsonText.read(SharedData.require("goldens/statistics/statistics.json"));
    }

    private static double[] array(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static void close(double ours, JsonNode theirs, String where) {
        double want = theirs.doubleValue();
        assertThat(ours).as(where).isCloseTo(want, within(1e-9 * Math.max(Math.abs(want), 1e-6)));
    }

    private static void close(Score ours, JsonNode theirs, String where) {
        if (theirs.isTextual()) {
            assertThat(ours.isDefined()).as(where).isFalse();
        } else {
            close(ours.value().orElseThrow(), theirs, where);
        }
    }

    @Test
    void wilcoxon() {
        JsonNode results = golden.at("/wilcoxon/results");
        assertThat(results).hasSize(450);
        for (JsonNode row : results) {
            Wilcoxon test = new Wilcoxon(
                    Map.of("wilcox", Wilcoxon.Zeros.DROP, "pratt", Wilcoxon.Zeros.PRATT, "zsplit", Wilcoxon.Zeros.SPLIT)
                            .get(row.get("zero_method").textValue()),
                    Wilcoxon.Alternative.valueOf(row.get("alternative")
                            .textValue()
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_')),
                    Map.of(
                                    "exact",
                                    Wilcoxon.Method.EXACT,
                                    "approx",
                                    Wilcoxon.Method.NORMAL,
                                    "auto",
                                    Wilcoxon.Method.AUTO)
                            .get(row.get("method").textValue()),
                    row.get("correction").booleanValue());
            double[] differences =
                    array(golden.at("/wilcoxon/differences").get(row.get("name").textValue()));
            Wilcoxon.Result result = test.of(differences);
            close(result.statistic(), row.get("statistic"), row.toString());
            close(result.pValue(), row.get("pvalue"), row.toString());
        }
    }

    /** Summed as NumPy sums few numbers: BCa counts means that equal the estimate to the last digit. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void bootstrap() {
        for (JsonNode row : golden.get("bootstrap")) {
            int[][] indexes = StreamSupport.stream(row.get("indexes").spliterator(), false)
                    .map(sample ->
                            Arrays.stream(array(sample)).mapToInt(i -> (int) i).toArray())
                    .toArray(int[][]::new);
            Bootstrap bootstrap = Bootstrap.of(indexes);
            double[] data = array(row.get("data"));
            Map<String, ToDoubleFunction<double[]>> statistics =
                    Map.of("mean", GoldenStatisticsTest::mean, "median", Percentiles::median);
            statistics.forEach((name, statistic) -> {
                JsonNode expected = row.get("statistics").get(name);
                for (Bootstrap.Method method : Bootstrap.Method.values()) {
                    for (double level : new double[] {0.95, 0.9}) {
                        String key = (method == Bootstrap.Method.BCA
                                        ? "BCa"
                                        : method.name().toLowerCase(Locale.ROOT))
                                + "@" + level;
                        Interval interval = bootstrap.interval(data, statistic, method, level);
                        close(interval.low(), expected.get(key).get(0), row.get("name") + " " + name + " " + key);
                        close(interval.high(), expected.get(key).get(1), row.get("name") + " " + name + " " + key);
                    }
                }
            });
        }
    }

    @Test
    void corrections() {
        for (JsonNode row : golden.get("corrections")) {
            Correction correction = Correction.valueOf(
                    row.get("method").textValue().toUpperCase(Locale.ROOT).replace('-', '_'));
            double[] adjusted = correction.adjust(array(row.get("p")));
            for (int i = 0; i < adjusted.length; i++) {
                close(adjusted[i], row.get("adjusted").get(i), row.toString());
            }
        }
    }

    @Test
    void rankCorrelation() {
        for (JsonNode row : golden.get("rank_correlation")) {
            double[] x = array(row.get("x"));
            RankCorrelation ours = RankCorrelation.of(x, array(row.get("y")));
            close(ours.tau(), row.get("tau_b"), row.toString());
            close(ours.tauPValue(), row.get("p_b"), row.toString());
            close(ours.tauC(), row.get("tau_c"), row.toString());
            close(ours.spearman(), row.get("spearman"), row.toString());
            close(ours.spearmanPValue(), row.get("spearman_p"), row.toString());
            close(ours.footrule(), row.get("footrule_of_ranks"), row.toString());
            for (Ranks ranks : Ranks.values()) {
                assertThat(ranks.of(x))
                        .as(ranks + " of " + row)
                        .containsExactly(
                                array(row.get("rank_x_" + ranks.name().toLowerCase(Locale.ROOT))), within(1e-12));
            }
        }
    }

    @Test
    void friedman() {
        for (JsonNode row : golden.get("friedman")) {
            double[][] values = StreamSupport.stream(
                            row.get("cases_by_algorithms").spliterator(), false)
                    .map(GoldenStatisticsTest::array)
                    .toArray(double[][]::new);
            Friedman ours = Friedman.of(values);
            close(ours.chiSquare(), row.get("chi_square"), row.get("name").textValue());
            close(ours.pValue(), row.get("pvalue"), row.get("name").textValue());
            assertThat(ours.meanRanks()).containsExactly(array(row.get("mean_ranks")), within(1e-12));
            double[][] p = ours.nemenyi();
            for (int i = 0; i < p.length; i++) {
                assertThat(p[i]).containsExactly(array(row.get("nemenyi_p").get(i)), within(1e-6));
            }
            assertThat(ours.criticalDifference(0.05))
                    .isCloseTo(row.get("critical_difference_0.05").doubleValue(), within(1e-6));
        }
    }

    @Test
    void percentiles() {
        for (JsonNode row : golden.at("/percentiles/plain")) {
            double[] sorted = Percentiles.sorted(array(row.get("values")));
            for (PercentileRule rule : PercentileRule.values()) {
                close(
                        rule.of(sorted, row.get("q").doubleValue()),
                        row.get(rule.name().toLowerCase(Locale.ROOT)),
                        rule + " " + row);
            }
        }
        for (JsonNode row : golden.at("/percentiles/weighted_inverted_cdf")) {
            for (String q : new String[] {"5", "50", "95"}) {
                close(
                        Percentiles.weighted(
                                array(row.get("values")), array(row.get("weights")), Double.parseDouble(q)),
                        row.get(q),
                        row.toString());
            }
        }
    }
}
