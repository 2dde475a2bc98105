package org.sagittal.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.script.Precision;

class TrainingSpecTest {
    private static final DeepSupervision TWO_LEVELS =
            DeepSupervision.ofStrides(List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2)));

    @Test
    void deepSupervisionByHand() {
        DeepSupervision four =
                DeepSupervision.ofStrides(List.of(List.of(1, 1), List.of(2, 2), List.of(2, 1), List.of(2, 2)));
        assertThat(four.scales()).containsExactly(List.of(1.0, 1.0), List.of(0.5, 0.5), List.of(0.25, 0.5));
        assertThat(four.weights()).containsExactly(2.0 / 3, 1.0 / 3, 0.0);
    }

    @Test
    void twoStagesSuperviseTheirOnlyOutput() {
        assertThat(DeepSupervision.ofStrides(List.of(List.of(1, 1), List.of(2, 2)))
                        .weights())
                .containsExactly(1.0);
    }

    @Test
    void oneStageHasNothingToSupervise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeepSupervision.ofStrides(List.of(List.of(1, 1, 1))))
                .withMessageContaining("at least 2 stages")
                .withMessageContaining("got 1");
    }

    @Test
    void deepSupervisionIsNnunets() throws IOException {
        for (JsonNode entry : golden("deep_supervision.json")) {
            List<List<Integer>> strides = new ArrayList<>();
            entry.get("strides").forEach(stage -> {
                List<Integer> stride = new ArrayList<>();
                stage.forEach(s -> stride.add(s.intValue()));
                strides.add(stride);
            });
            DeepSupervision actual = DeepSupervision.ofStrides(strides);
            for (int i = 0; i < entry.get("weights").size(); i++) {
                JsonNode weight = entry.get("weights").get(i);
                double expected = weight.isNull() ? 1 : weight.doubleValue();
                assertThat(actual.weights().get(i)).isEqualTo(expected, within(1e-12));
                for (int axis = 0; axis < strides.get(0).size(); axis++) {
                    assertThat(actual.scales().get(i).get(axis))
                            .isEqualTo(entry.get("scales").get(i).get(axis).doubleValue());
                }
            }
            assertThat(actual.weights()).hasSize(entry.get("weights").size());
        }
    }

    @Test
    void learningRateByHand() {
        Schedule schedule = new Schedule(5, 1, 1, 0.01);
        assertThat(schedule.learningRate(0)).isEqualTo(0.01);
        assertThat(schedule.learningRate(3)).isEqualTo(0.0043838329055408696, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.learningRate(5))
                .withMessageContaining("epoch must be in [0, 5), got 5");
    }

    @Test
    void learningRatesAreNnunets() throws IOException {
        for (JsonNode entry : golden("learning_rates.json")) {
            Schedule schedule = new Schedule(
                    entry.get("epochs").intValue(),
                    250,
                    50,
                    entry.get("initial").doubleValue());
            for (JsonNode pair : entry.get("epoch_and_rate")) {
                assertThat(schedule.learningRate(pair.get(0).intValue()))
                        .isEqualTo(pair.get(1).doubleValue(), within(1e-15));
            }
        }
    }

    @Test
    void forcedForegroundIsNnunets() throws IOException {
        SamplingSpec sampling = SamplingSpec.nnunet(3);
        for (JsonNode entry : golden("oversampling.json")) {
            int batch = entry.get("batch").intValue();
            for (int j = 0; j < batch; j++) {
                assertThat(sampling.forcesForeground(j, batch))
                        .as("sample %d of %d", j, batch)
                        .isEqualTo(entry.get("forced_foreground").get(j).booleanValue());
            }
        }
    }

    @Test
    void halfOfTwoIsForced() {
        SamplingSpec sampling = SamplingSpec.nnunet(2);
        assertThat(sampling.forcesForeground(0, 2)).isFalse();
        assertThat(sampling.forcesForeground(1, 2)).isTrue();
        assertThat(sampling.forcesForeground(0, 1)).isFalse();
    }

    @Test
    void recordsRefuseNonsense() {
        TrainingSpec spec = TrainingSpec.of(3, new Shape(20, 24, 28), 2, true, TWO_LEVELS);
        assertThat(spec.withSeed(7).sampling().seed()).isEqualTo(7);
        assertThat(spec.withMaskedChannels(List.of(true)).sampling().maskedChannels())
                .containsExactly(true);
        assertThat(spec.schedule().epochs()).isEqualTo(1000);
        assertThat(spec.withSchedule(new Schedule(3, 4, 5, 0.1)).schedule().iterations())
                .isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.withBatchSize(0))
                .withMessageContaining("batchSize must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSpec.of(2, new Shape(3, 24, 28), 2, true, DeepSupervision.off(2)))
                .withMessageContaining("patch must have z = 1 in 2D, got (3, 24, 28)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSpec.of(2, new Shape(1, 24, 28), 2, true, TWO_LEVELS))
                .withMessageContaining("scales of 2 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSpec.of(4, new Shape(1, 24, 28), 2, true, TWO_LEVELS))
                .withMessageContaining("dimensions must be 2 or 3, got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule(0, 1, 1, 0.01))
                .withMessageContaining("epochs must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptimizerSpec(1, 0, 12, Precision.FLOAT32))
                .withMessageContaining("momentum must be in [0, 1), got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingSpec(1.5, List.of(), List.of(), 0))
                .withMessageContaining("oversampleForeground must be in [0, 1], got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingSpec(0.33, List.of(1, 1), List.of(), 0))
                .withMessageContaining("got [1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeepSupervision(List.of(List.of(1.0, 1.0)), List.of(0.5)))
                .withMessageContaining("sum to 1, got [0.5]");
    }

    private static JsonNode golden(String name) throws IOException {
        return new ObjectMapper()
                .readTree(SharedData.require("goldens/training-parts/" + name).toFile());
    }
}
