package org.sagittal.models.augment.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.GoldenArrays;
import org.sagittal.preprocessing.dataset.LabelScheme;

class LabelTargetsTest {
    private static final LabelTargets LABELS = new LabelTargets(List.of(), OptionalInt.empty());

    @Test
    void halfOfARowByHand() {
        // Centres of the small voxels lie at 1, 3 and 5 of six: exactly between two, and the later one is taken.
        assertThat(LabelTargets.downsampled(new short[] {0, 1, 2, 3, 4, 5}, new Shape(1, 1, 6), new Shape(1, 1, 3)))
                .containsExactly(1, 3, 5);
        assertThat(LabelTargets.downsampled(
                        new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new Shape(1, 1, 10), new Shape(1, 1, 4)))
                .containsExactly(1, 3, 6, 8);
    }

    @Test
    void smallExtentsAreRoundedHalfToEven() {
        assertThat(LabelTargets.shapeAt(new Shape(5, 7, 10), List.of(0.5, 0.5, 0.25)))
                .isEqualTo(new Shape(2, 4, 2));
        assertThat(LabelTargets.shapeAt(new Shape(1, 25, 27), List.of(0.5, 0.25)))
                .isEqualTo(new Shape(1, 12, 7));
    }

    @Test
    void regionsAndIgnoreByHand() throws IOException {
        LabelScheme scheme = LabelScheme.parse(
                (com.fasterxml.jackson.databind.node.ObjectNode)
                        new ObjectMapper().readTree("{\"background\":0,\"whole\":[1,2],\"core\":2,\"ignore\":3}"),
                java.util.Optional.of(new ObjectMapper().readTree("[1,2]")));
        LabelTargets targets = LabelTargets.of(scheme);
        assertThat(targets.channels()).isEqualTo(3);
        float[] into = new float[1 + 3 * 4];
        Shape shape = new Shape(1, 1, 4);
        targets.write(new short[] {0, 1, 2, 3}, shape, shape, into, 1);
        assertThat(into).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void labelsStayLabels() {
        float[] into = new float[2];
        LABELS.write(new short[] {4, 1, 2, 3}, new Shape(1, 1, 4), new Shape(1, 1, 2), into, 0);
        assertThat(LABELS.channels()).isEqualTo(1);
        assertThat(into).containsExactly(1, 3);
    }

    @Test
    void targetsAreNnunets() throws IOException {
        Path folder = SharedData.require("goldens/training-parts");
        JsonNode golden = new ObjectMapper()
                .readTree(folder.resolve("deep_supervision_targets.json").toFile());
        for (JsonNode entry : golden) {
            GoldenArrays input = GoldenArrays.read(folder, entry.get("input"));
            for (int i = 0; i < entry.get("scales").size(); i++) {
                List<Double> scale = new ArrayList<>();
                entry.get("scales").get(i).forEach(s -> scale.add(s.doubleValue()));
                GoldenArrays expected =
                        GoldenArrays.read(folder, entry.get("outputs").get(i));
                Shape small = LabelTargets.shapeAt(input.extents(), scale);
                assertThat(small).isEqualTo(expected.extents());
                float[] actual = new float[(int) small.voxels()];
                LABELS.write(input.shorts()[0], input.extents(), small, actual, 0);
                assertThat(actual).isEqualTo(expected.floats()[0]);
            }
        }
    }
}
