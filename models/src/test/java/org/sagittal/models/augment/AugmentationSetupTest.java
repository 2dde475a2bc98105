package org.sagittal.models.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;

class AugmentationSetupTest {
    /** Published examples of nnU-Net's own computation. */
    @ParameterizedTest
    @CsvSource({
        "3, 128, 128, 128, 30, false, 205, 205, 205",
        "3, 80, 192, 160, 30, false, 194, 289, 210",
        "3, 28, 192, 256, 180, true, 28, 301, 301",
        "3, 16, 48, 48, 30, false, 44, 77, 58",
        "3, 16, 49, 48, 180, true, 16, 57, 57",
        "2, 1, 512, 512, 180, true, 1, 602, 602",
        "2, 1, 320, 128, 15, true, 1, 402, 150",
        "2, 1, 96, 64, 180, true, 1, 112, 112"
    })
    void setupOf(
            int dimensions,
            int z,
            int y,
            int x,
            double degrees,
            boolean within,
            int initialZ,
            int initialY,
            int initialX) {
        AugmentationSetup setup = AugmentationSetup.of(dimensions, new Shape(z, y, x));
        assertThat(Math.toDegrees(setup.rotationRadians())).isEqualTo(degrees, within(1e-9));
        assertThat(setup.withinSlices()).isEqualTo(within);
        assertThat(setup.initialPatch()).isEqualTo(new Shape(initialZ, initialY, initialX));
    }

    @Test
    void setupsAreNnunets() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.require("goldens/training-parts/augmentation_setup.json")
                        .toFile());
        for (JsonNode entry : golden) {
            int dimensions = entry.get("patch").size();
            AugmentationSetup setup = AugmentationSetup.of(dimensions, shape(entry.get("patch")));
            assertThat(setup.initialPatch()).isEqualTo(shape(entry.get("initial_patch")));
            assertThat(setup.rotationRadians())
                    .isEqualTo(entry.get("rotation_range").get(1).doubleValue(), within(1e-12));
            assertThat(setup.withinSlices())
                    .isEqualTo(dimensions == 2 || entry.get("dummy_2d").booleanValue());
            assertThat(entry.get("mirror_axes")).hasSize(dimensions);
        }
    }

    @Test
    void axesOfTheNetworkBecomeAxesOfTheArray() {
        assertThat(AugmentationSetup.of(2, new Shape(1, 32, 32)).arrayAxes(List.of(0, 1)))
                .containsExactly(1, 2);
        assertThat(AugmentationSetup.of(3, new Shape(32, 32, 32)).arrayAxes(List.of(0, 2)))
                .containsExactly(0, 2);
    }

    private static Shape shape(JsonNode node) {
        return node.size() == 2
                ? new Shape(1, node.get(0).intValue(), node.get(1).intValue())
                : new Shape(
                        node.get(0).intValue(),
                        node.get(1).intValue(),
                        node.get(2).intValue());
    }
}
