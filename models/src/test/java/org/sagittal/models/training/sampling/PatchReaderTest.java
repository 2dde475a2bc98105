package org.sagittal.models.training.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.GoldenArrays;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.preprocessing.ClassLocations;

class PatchReaderTest {
    private static final MemoryPatches.Case SIX = new MemoryPatches.Case(
            new Shape(1, 2, 3),
            new float[][] {{1, 2, 3, 4, 5, 6}},
            new short[][] {{1, 1, 2, 2, 3, 3}, {0, 0, 1, 1, 0, 0}},
            ClassLocations.NONE);

    @Test
    void aCropInsideAndACropBeyondByHand() {
        TrainingPatch inside = PatchReader.read(SIX, new Box(0, 0, 1, 1, 2, 3), 2);
        assertThat(inside.image(0)).containsExactly(2, 3, 5, 6);
        assertThat(inside.label(1)).containsExactly(0, 1, 0, 0);
        TrainingPatch beyond = PatchReader.read(SIX, new Box(0, 1, -1, 1, 3, 2), 1);
        assertThat(beyond.labelChannels()).isEqualTo(1);
        assertThat(beyond.image(0)).containsExactly(0, 4, 5, 0, 0, 0);
        assertThat(beyond.label(0)).containsExactly(-1, 2, 3, -1, -1, -1);
    }

    @Test
    void aCropThatMissesTheCaseIsAllPadding() {
        TrainingPatch patch = PatchReader.read(SIX, new Box(0, 2, 0, 1, 3, 2), 1);
        assertThat(patch.image(0)).containsExactly(0, 0);
        assertThat(patch.label(0)).containsExactly(-1, -1);
    }

    @Test
    void cropsAreNnunets() throws IOException {
        Path folder = SharedData.require("goldens/training-parts");
        for (JsonNode entry :
                new ObjectMapper().readTree(folder.resolve("crops.json").toFile())) {
            GoldenArrays image = GoldenArrays.read(folder, entry.get("image"));
            GoldenArrays label = GoldenArrays.read(folder, entry.get("label"));
            JsonNode box = entry.get("box");
            TrainingPatch actual = PatchReader.read(
                    new MemoryPatches.Case(image.extents(), image.floats(), label.shorts(), ClassLocations.NONE),
                    new Box(
                            box.get(0).get(0).intValue(),
                            box.get(1).get(0).intValue(),
                            box.get(2).get(0).intValue(),
                            box.get(0).get(1).intValue(),
                            box.get(1).get(1).intValue(),
                            box.get(2).get(1).intValue()),
                    1);
            GoldenArrays imageCrop = GoldenArrays.read(folder, entry.get("image_crop"));
            assertThat(actual.shape()).isEqualTo(imageCrop.extents());
            for (int c = 0; c < imageCrop.channels(); c++) {
                assertThat(actual.image(c)).isEqualTo(imageCrop.floats()[c]);
            }
            assertThat(actual.label(0))
                    .isEqualTo(
                            GoldenArrays.read(folder, entry.get("label_crop")).shorts()[0]);
        }
    }
}
