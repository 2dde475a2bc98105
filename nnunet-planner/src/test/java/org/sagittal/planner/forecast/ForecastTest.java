package org.sagittal.planner.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedDatasets;
import org.sagittal.planner.Planner;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.PlannerProfile;

class ForecastTest {
    private static final List<Integer> RESIDUAL_BLOCKS = List.of(1, 3, 4, 6, 6, 6);

    private static NetworkSpec network(boolean residual, int dimensions, int stages, int base) {
        int most = base * (dimensions == 3 ? 10 : 16);
        List<Integer> ones = Collections.nCopies(dimensions, 1);
        List<List<Integer>> strides = new ArrayList<>(Collections.nCopies(stages, Collections.nCopies(dimensions, 2)));
        strides.set(0, ones);
        return new NetworkSpec(
                residual ? NetworkSpec.Kind.RESIDUAL_ENCODER : NetworkSpec.Kind.PLAIN_CONV,
                1,
                3,
                IntStream.range(0, stages)
                        .mapToObj(s -> Math.min(most, base << s))
                        .toList(),
                Collections.nCopies(stages, Collections.nCopies(dimensions, 3)),
                strides,
                residual ? RESIDUAL_BLOCKS.subList(0, stages) : Collections.nCopies(stages, 2),
                Collections.nCopies(stages - 1, residual ? 1 : 2));
    }

    /** Growth of the process over three training steps of nnU-Net's own networks in PyTorch 2.7.1, two threads. */
    @ParameterizedTest
    @CsvSource({
        "false, 3, 64, 2, 5, 16, 912",
        "false, 3, 64, 2, 5, 32, 1720",
        "true, 3, 64, 2, 5, 16, 1191",
        "false, 2, 256, 4, 6, 32, 1442",
        "true, 2, 256, 4, 6, 16, 1251"
    })
    void memoryIsAboutWhatPytorchWasSeenToTake(
            boolean residual, int dimensions, int edge, int batch, int stages, int base, double measuredMb) {
        NetworkSpec network = network(residual, dimensions, stages, base);
        Workload workload =
                new Workload("x", network, Collections.nCopies(dimensions, edge), batch, Schedule.nnunet(), 0);
        double growthMb =
                (Forecast.of(workload, Throughput.assumed(1e9, "x"), 0).peakRamBytes() - 1e9) / (1 << 20);
        assertThat(growthMb).isCloseTo(measuredMb, within(0.15 * measuredMb + 50));
    }

    @Test
    void operationsAreCountedByHand() {
        // One level: 2 stages of one convolution each on 4 x 4 pixels, 1 -> 2 -> 3 channels, decoder of one
        // convolution, 2 heads.
        NetworkSpec tiny = new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                1,
                2,
                List.of(2, 3),
                List.of(List.of(3, 3), List.of(3, 3)),
                List.of(List.of(1, 1), List.of(2, 2)),
                List.of(1, 1),
                List.of(1));
        NetworkCost cost = NetworkCost.of(tiny, List.of(4, 4));
        double encoder = 16 * 2 * 1 * 9 + 4 * 3 * 2 * 9;
        double decoder = 16 * 2 * 3 + 16 * 2 * 4 * 9 + 16 * 2 * 2;
        assertThat(cost.multiplyAdds()).isEqualTo(encoder + decoder);
        assertThat(cost.trainingFlops()).isEqualTo(6 * (encoder + decoder));
        assertThat(cost.parameters()).isEqualTo((18 + 2 + 4) + (54 + 3 + 6) + (24 + 2) + (72 + 2 + 4) + (4 + 2));
    }

    @Test
    void timeIsWorkDividedBySpeed() {
        NetworkSpec network = network(false, 2, 3, 8);
        Workload workload = new Workload("x", network, List.of(32, 32), 2, new Schedule(10, 5, 1, 0.01), 7);
        Speed fast = new Speed(1e9, Double.POSITIVE_INFINITY);
        Forecast forecast = Forecast.of(workload, new Throughput(fast, Speed.assumed(5), "x"), 0);
        double patch = NetworkCost.of(network, List.of(32, 32)).multiplyAdds();
        assertThat(forecast.secondsPerIteration()).isCloseTo(2 * 6 * patch / 1e9, within(1e-12));
        assertThat(forecast.trainingHours())
                .isCloseTo(10 * (5 * 2 * 6 + 1 * 2 * 2) * patch / 1e9 / 3600, within(1e-12));
        assertThat(forecast.finalHours()).isCloseTo(7 * 2 * patch / 1e9 / 3600, within(1e-12));
    }

    @Test
    void twoMeasurementsGiveArithmeticAndMemory() {
        NetworkCost wide = new NetworkCost(100, 10, 1);
        NetworkCost narrow = new NetworkCost(10, 5, 1);
        Speed speed = Speed.explaining(wide, 600 / 20.0 + 10 / 4.0, narrow, 60 / 20.0 + 5 / 4.0);
        assertThat(speed.flopsPerSecond()).isCloseTo(20, within(1e-9));
        assertThat(speed.activationsPerSecond()).isCloseTo(4, within(1e-9));
        assertThat(speed.trainingSeconds(wide)).isCloseTo(32.5, within(1e-9));
        assertThat(speed.forwardSeconds(wide)).isCloseTo(32.5 / 3, within(1e-9));
        Speed noise = Speed.explaining(wide, 1, narrow, 1e-9);
        assertThat(noise.trainingSeconds(wide)).isCloseTo(1, within(1e-9));
        assertThatThrownBy(() -> new Speed(-1, 1)).hasMessage("flopsPerSecond must be positive and finite, got -1.0");
    }

    @Test
    void tilesAndMirroringsOfTheFinalValidationAreCounted() {
        // 110 needs 3 tiles of 64, 64 needs 1; 3 held-out cases of 11; 4 mirrorings.
        assertThat(Workload.finalPasses(List.of(110.0, 64.0), List.of(64, 64), 11))
                .isEqualTo(3 * 3 * 1 * 4);
    }

    @Test
    void measuringRunsTwoNetworksAndDivides() {
        List<String> asked = new ArrayList<>();
        Throughput speed = Throughput.measure((network, patch, batch) -> {
            asked.add(network.dimensions() + "d " + patch + " x" + batch);
            return 2.0;
        });
        assertThat(asked)
                .containsExactly("2d [160, 160] x2", "2d [512, 512] x2", "3d [40, 40, 40] x2", "3d [64, 64, 64] x2");
        assertThat(speed.of(3).flopsPerSecond()).isGreaterThan(speed.of(2).flopsPerSecond());
        assertThat(speed.basis()).isEqualTo("measured on this machine");
        assertThatThrownBy(() -> Throughput.measure((n, p, b) -> 0)).hasMessageContaining("must be positive, got 0.0");
        assertThatThrownBy(() -> Throughput.assumed(1, " ")).hasMessageContaining("basis");
    }

    @Test
    void theStoreHoldsFloatsAndShorts() {
        String name = "Dataset501_IsoCT";
        Plans plans = Planner.plan(
                        PlannedDatasets.fingerprint(name),
                        PlannedDatasets.description(name),
                        PlanOptions.of(name, PlannerProfile.EXPERIMENT))
                .plans();
        double fullres =
                StoreSize.bytes(PlannedDatasets.fingerprint(name), List.of(0, 1, 2), plans.configuration("3d_fullres"));
        double cascade = StoreSize.bytes(
                PlannedDatasets.fingerprint(name), List.of(0, 1, 2), plans.configuration("3d_cascade_fullres"));
        List<Double> shape = plans.configuration("3d_fullres").medianShapeVoxels();
        double typical = shape.get(0)
                * shape.get(1)
                * shape.get(2)
                * PlannedDatasets.fingerprint(name).cases()
                * 6;
        assertThat(fullres / typical).isBetween(0.8, 1.3);
        assertThat(cascade / fullres).isCloseTo(8.0 / 6, within(1e-12));
    }
}
