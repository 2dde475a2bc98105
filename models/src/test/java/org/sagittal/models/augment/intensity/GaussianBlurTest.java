package org.sagittal.models.augment.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.TrainingPatch;

class GaussianBlurTest {
    @Test
    void kernelByHand() {
        // 6 * 0.5 + 0.5 = 3.5 rounds to 4, the nearest odd number is 3; exp(-2) on either side of 1.
        double side = Math.exp(-2) / (1 + 2 * Math.exp(-2));
        assertThat(GaussianBlur.kernel(0.5)).hasSize(3);
        assertThat((double) GaussianBlur.kernel(0.5)[0]).isEqualTo(side, within(1e-7));
        assertThat(GaussianBlur.kernel(1)).hasSize(7);
    }

    @Test
    void kernelsAreNnunets() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.require("goldens/training-parts/blur_kernels.json")
                        .toFile());
        for (JsonNode entry : golden) {
            float[] kernel = GaussianBlur.kernel(entry.get("sigma").doubleValue());
            assertThat(kernel).hasSize(entry.get("kernel").size());
            for (int i = 0; i < kernel.length; i++) {
                assertThat((double) kernel[i])
                        .isEqualTo(entry.get("kernel").get(i).doubleValue(), within(1e-6));
            }
        }
    }

    @Test
    void anArrayShorterThanTheKernelIsReflectedTwice() {
        TrainingPatch patch = new TrainingPatch(new Shape(1, 1, 2), new float[][] {{0, 1}}, new short[0][]);
        new GaussianBlur(List.of(List.of(1.0, 1.0, 1.0))).apply(patch);
        float[] kernel = GaussianBlur.kernel(1);
        // Reflected about its border voxels the row 0 1 is 0 1 0 1 0 1 ...
        assertThat(patch.image(0)[0]).isEqualTo(kernel[0] + kernel[2] + kernel[4] + kernel[6], within(1e-6f));
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianBlur(List.of(List.of(1.0, 1.0))))
                .withMessageContaining("sigmasVoxels must hold 3 widths")
                .withMessageContaining("[1.0, 1.0]");
        TrainingPatch patch = new TrainingPatch(new Shape(1, 1, 2), new float[2][2], new short[0][]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianBlur(List.of(List.of())).apply(patch))
                .withMessageContaining("one entry for each of the 2 channels, got 1");
    }
}
