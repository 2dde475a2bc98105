package org.sagittal.planner.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryEstimateTest {
    @ParameterizedTest
    @CsvSource({
        "PLAIN_CONV, 3, 128, 6, 3, 452796416",
        "PLAIN_CONV, 2, 512, 8, 2, 82624512",
        "RESIDUAL_ENCODER, 3, 128, 6, 3, 557420544",
        "RESIDUAL_ENCODER, 2, 512, 7, 3, 129531904",
    })
    void elementsAreWhatTheReferenceNetworksCount(
            NetworkFamily family, int dimensions, int edge, int stages, int labels, long elements) {
        double[] size = new double[dimensions];
        double[] spacing = new double[dimensions];
        Arrays.fill(size, edge);
        Arrays.fill(spacing, 1);
        Topology deepest = TopologyRule.topology(spacing, size);
        Topology topology = new Topology(
                deepest.patch(),
                Collections.nCopies(dimensions, stages - 1),
                deepest.strides().subList(0, stages),
                deepest.kernels().subList(0, stages));
        List<Integer> features =
                PlanningRulesTest.defaults(PlannerProfile.EXPERIMENT).features(stages, dimensions);
        assertThat(MemoryEstimate.elements(new NetworkDesign(family, topology, features), labels))
                .isEqualTo(elements);
    }

    @Test
    void aSingleStageHasNoSegmentationLayer() {
        Topology topology = TopologyRule.topology(new double[] {1, 1}, new double[] {5, 6});
        NetworkDesign plain = new NetworkDesign(NetworkFamily.PLAIN_CONV, topology, List.of(32));
        NetworkDesign residual = new NetworkDesign(NetworkFamily.RESIDUAL_ENCODER, topology, List.of(32));
        assertThat(MemoryEstimate.elements(plain, 9)).isEqualTo(2 * 32 * 30);
        assertThat(MemoryEstimate.elements(residual, 9))
                .as("stem and one block")
                .isEqualTo(3 * 32 * 30);
        assertThat(plain.trainable()).isFalse();
    }
}
