package org.sagittal.planner.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyRuleTest {
    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static List<Integer> integers(String text) {
        return Stream.of(text.split(" ")).map(Integer::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 1, 128 128 128, 5 5 5, 128 128 128, 3 3 3",
        "3 1 1, 40 256 256, 3 6 6, 40 256 256, 1 3 3",
        "7 1.7578125 1.7578125, 27 168 256, 2 5 5, 28 192 256, 1 3 3",
        "5 1 1, 12 320 320, 1 6 6, 12 320 320, 1 3 3",
        "1 1, 37 200, 3 5, 40 224, 3 3",
        "1 1, 512 512, 7 7, 512 512, 3 3",
        // By hand: 11 voxels alone are too short to halve once more, 12 are not; halves round up.
        "1 1, 11 4, 0 0, 11 4, 3 3",
        "1 1, 12 4, 1 0, 12 4, 3 3",
        "1 1, 12.5 4.5, 1 0, 14 5, 3 3",
    })
    void poolsAndPaddingAreNnunets(String spacing, String size, String pools, String padded, String firstKernel) {
        Topology topology = TopologyRule.topology(numbers(spacing), numbers(size));
        assertThat(topology.pools()).isEqualTo(integers(pools));
        assertThat(topology.patch()).isEqualTo(integers(padded));
        assertThat(topology.kernels().get(0)).isEqualTo(integers(firstKernel));
        assertThat(topology.kernels().get(topology.stages() - 1)).containsOnly(3);
        assertThat(topology.strides().get(0)).containsOnly(1);
    }

    @Test
    void aCoarseAxisWaitsUntilTheOthersCaughtUp() {
        Topology topology = TopologyRule.topology(new double[] {3, 1, 1}, new double[] {40, 256, 256});
        assertThat(topology.strides())
                .containsExactly(
                        List.of(1, 1, 1),
                        List.of(1, 2, 2),
                        List.of(2, 2, 2),
                        List.of(2, 2, 2),
                        List.of(2, 2, 2),
                        List.of(1, 2, 2),
                        List.of(1, 2, 2));
        assertThat(topology.kernels().subList(0, 2)).containsExactly(List.of(1, 3, 3), List.of(3, 3, 3));
    }

    @Test
    void aTopologyRefusesWhatItCannotHalve() {
        List<List<Integer>> one = List.of(List.of(1, 1));
        assertThatThrownBy(() -> new Topology(List.of(6, 8), List.of(2, 3), one, one))
                .hasMessage("patch[0] must be a multiple of 4, got 6");
    }
}
