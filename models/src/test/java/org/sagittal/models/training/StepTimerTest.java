package org.sagittal.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.unet.NetworkSpec;

class StepTimerTest {
    @Test
    void alsoTimesNetworksWhoseStridesDifferAlongTheAxes() {
        NetworkSpec spec = new NetworkSpec(
                NetworkSpec.Kind.RESIDUAL_ENCODER,
                2,
                3,
                List.of(4, 8, 8),
                Collections.nCopies(3, List.of(1, 3, 3)),
                List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2)),
                List.of(1, 1, 1),
                List.of(1, 1));
        try (Runtime runtime = Runtime.open(1)) {
            assertThat(StepTimer.secondsPerStep(runtime, spec, List.of(4, 16, 8), 1))
                    .isBetween(1e-6, 60.0);
        }
    }
}
