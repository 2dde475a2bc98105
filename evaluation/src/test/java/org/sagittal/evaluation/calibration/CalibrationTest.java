package org.sagittal.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.geometry.testing.SharedData;

class CalibrationTest {
    private static final ReliabilityBins TEN = new ReliabilityBins(10, ReliabilityBins.Rule.OPEN_FIRST);
    private static final ReliabilityBins FIFTEEN = new ReliabilityBins(15, ReliabilityBins.Rule.OPEN_FIRST);

    private static final Map<String, Function<Forecasts, Score>> MEASURES = Map.ofEntries(
            Map.entry("ece@10", TEN::expected),
            Map.entry("mce@10", TEN::maximum),
            Map.entry("class_wise_ece@10", TEN::classWise),
            Map.entry("ece@15", FIFTEEN::expected),
            Map.entry("mce@15", FIFTEEN::maximum),
            Map.entry("class_wise_ece@15", FIFTEEN::classWise),
            Map.entry("brier", ProperScores::brier),
            Map.entry("root_brier", ProperScores::rootBrier),
            Map.entry("logarithmic_score", ProperScores::logarithmic),
            Map.entry("negative_log_likelihood", ProperScores::negativeLogLikelihood),
            Map.entry("kernel_calibration_error", KernelCalibration::error),
            Map.entry("ece_kde", KernelCalibration::expected),
            Map.entry("top_label_error", ProperScores::topLabelError));

    private static final Forecasts WORKED = Forecasts.binary(
            new double[] {0, .05, .1, .15, .35, .4, .8, .95, 1, .6}, new int[] {0, 0, 1, 0, 0, 1, 1, 1, 1, 0});

    @Test
    void equalsMetricsReloaded() {
        JsonNode golden = JsonText.read(SharedData.require("goldens/calibration/calibration.json"));
        for (JsonNode row : golden.get("cases")) {
            Forecasts forecasts = forecasts(row);
            for (Map.Entry<String, JsonNode> score : row.get("scores").properties()) {
                Score ours = MEASURES.get(score.getKey()).apply(forecasts);
                String where = row.get("name") + " " + score.getKey();
                if (score.getValue().isTextual()) {
                    assertThat(ours.isDefined()).as(where).isFalse();
                } else {
                    assertThat(ours.orNaN())
                            .as(where)
                            .isCloseTo(score.getValue().doubleValue(), within(1e-12));
                }
            }
        }
    }

    private static Forecasts forecasts(JsonNode row) {
        int n = row.get("labels").size();
        double[][] probabilities = new double[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = row.get("labels").get(i).intValue();
            JsonNode values = row.get("probabilities").get(i);
            probabilities[i] = new double[values.size()];
            for (int k = 0; k < values.size(); k++) {
                probabilities[i][k] = values.get(k).doubleValue();
            }
        }
        return new Forecasts(probabilities, labels);
    }

    /** Worked by hand, ten samples; the same as the first golden case. */
    @Test
    void theRuleOfTheFirstBinDecidesTheError() {
        ReliabilityBins closed = new ReliabilityBins(10, ReliabilityBins.Rule.CLOSED_FIRST);
        assertThat(TEN.expected(WORKED).orNaN()).isCloseTo(0.233333333333, within(1e-9));
        assertThat(closed.expected(WORKED).orNaN()).isCloseTo(0.21, within(1e-12));
        assertThat(closed.maximum(WORKED).orNaN()).isCloseTo(0.6, within(1e-12));
        assertThat(closed.topLabel(WORKED).orNaN()).isCloseTo(0.26, within(1e-12));
        assertThat(ProperScores.brier(WORKED).orNaN()).isCloseTo(0.344, within(1e-12));
        assertThat(ProperScores.negativeLogLikelihood(WORKED).orNaN()).isCloseTo(0.505420, within(1e-6));
    }

    @Test
    void whatWasCalledImpossibleAndCameTrueIsInfinitelyBad() {
        Forecasts wrong = Forecasts.binary(new double[] {0, 0}, new int[] {1, 0});
        assertThat(ProperScores.negativeLogLikelihood(wrong)).isEqualTo(Score.of(Double.POSITIVE_INFINITY));
        assertThat(TEN.expected(wrong).isDefined()).isFalse();
        assertThat(KernelCalibration.error(wrong).isDefined()).isFalse();
        assertThat(KernelCalibration.expected(wrong).isDefined()).isFalse();
    }

    @Test
    void refusesWhatIsNoForecast() {
        assertThatThrownBy(() -> Forecasts.binary(new double[] {1.5}, new int[] {1}))
                .hasMessageContaining("0..1");
        assertThatThrownBy(() -> Forecasts.binary(new double[] {0.5}, new int[] {2}))
                .hasMessageContaining("got 2");
        assertThatThrownBy(() -> Forecasts.binary(new double[] {}, new int[] {}))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new ReliabilityBins(0, ReliabilityBins.Rule.OPEN_FIRST))
                .hasMessageContaining("got 0");
    }
}
