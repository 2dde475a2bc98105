package org.sagittal.planner.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sagittal.models.runtime.Runtime;

class TrainingStepProbeTest {
    @Test
    @Tag("slow")
    void thisMachineHasASpeed() {
        try (Runtime runtime = Runtime.open(2)) {
            Throughput speed = Throughput.measure(new TrainingStepProbe(runtime));
            assertThat(speed.slices().flopsPerSecond()).isBetween(1e8, 1e15);
            assertThat(speed.volumes().flopsPerSecond()).isBetween(1e8, 1e15);
        }
    }
}
