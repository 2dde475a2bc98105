package org.sagittal.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedTensorsTest {
    @Test
    void keepsOrderAndCounts() {
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        tensors.put("b", WeightTensor.of(List.of(2, 3), new float[6]));
        tensors.put("a", WeightTensor.of(List.of(), new float[] {Float.NaN}));

        NamedTensors weights = NamedTensors.of(tensors);

        assertThat(weights.names()).containsExactly("b", "a");
        assertThat(weights.parameters()).isEqualTo(7);
        assertThat(weights.nonFinite()).containsExactly("a");
    }

    @Test
    void refusesValuesThatDoNotFillTheShape() {
        assertThatThrownBy(() -> WeightTensor.of(List.of(2, 3), new float[5]))
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("6")
                .hasMessageContaining("5");
    }

    @Test
    void namesTheMissingWeight() {
        assertThatThrownBy(() -> NamedTensors.of(Map.of()).get("encoder.x")).hasMessageContaining("encoder.x");
    }
}
