package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;

class TileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** nnunet.md section 12, own computation. */
    @ParameterizedTest
    @CsvSource({
        "110, 64, 0.5, '0,23,46'",
        "129, 128, 0.5, '0,1'",
        "200, 96, 0.5, '0,35,69,104'",
        "67, 32, 0.5, '0,12,23,35'",
        "256, 96, 0.5, '0,40,80,120,160'",
        "64, 64, 0.5, '0'",
        "256, 96, 0.3, '0,27,53,80,107,133,160'",
        "67, 32, 1.0, '0,18,35'",
    })
    void startsAreEvenlySpread(int size, int patch, double step, String starts) {
        assertThat(TileGrid.starts(size, patch, step))
                .isEqualTo(java.util.Arrays.stream(starts.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void startsRefuseImagesSmallerThanThePatch() {
        assertThatThrownBy(() -> TileGrid.starts(10, 11, 0.5)).hasMessageContaining("11");
        assertThatThrownBy(() -> TileGrid.starts(10, 10, 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> TileGrid.starts(10, 10, 0)).hasMessageContaining("step");
    }

    @Test
    void startsAsNnunet() throws IOException {
        for (JsonNode item : parts("tile_starts.json")) {
            for (int axis = 0; axis < item.get("size").size(); axis++) {
                int[] starts = TileGrid.starts(
                        item.get("size").get(axis).asInt(),
                        item.get("patch").get(axis).asInt(),
                        item.get("step").asDouble());
                assertThat(starts)
                        .as(item.toString())
                        .isEqualTo(ints(item.get("starts").get(axis)));
            }
        }
    }

    @Test
    void weightsArePeakedAndRoundedToHalves() {
        assertThat(TileWeights.of(7))
                .containsExactly(
                        new float[] {0.028015137f, 0.7338867f, 5.203125f, 10f, 5.203125f, 0.7338867f, 0.028015137f});
        assertThat(TileWeights.of(128, 128, 128)[0]).isEqualTo(0x1p-24f);
    }

    @Test
    void weightsAsNnunet() throws IOException {
        Path folder = SharedData.require("goldens/training-parts");
        for (JsonNode item : parts("tile_weights.json")) {
            float[] weights = TileWeights.of(ints(item.get("patch")));
            if (item.has("map")) {
                assertThat(weights)
                        .as(item.get("patch").toString())
                        .isEqualTo(NpyFormat.read(folder.resolve(item.get("map").asText()))
                                .floats());
            } else {
                requireSummary(weights, item);
            }
        }
    }

    private static void requireSummary(float[] weights, JsonNode item) {
        double sum = 0;
        int atSmallest = 0;
        float smallest = (float) item.get("smallest").asDouble();
        for (float weight : weights) {
            sum += weight;
            atSmallest += weight == smallest ? 1 : 0;
            assertThat(weight).isGreaterThanOrEqualTo(smallest);
        }
        assertThat(weights[0]).isEqualTo((float) item.get("corner").asDouble());
        assertThat(atSmallest).isEqualTo(item.get("voxels_at_smallest").asInt());
        assertThat(sum).isEqualTo(item.get("sum").asDouble());
    }

    @Test
    void paddingIsCentredWithTheOddVoxelAtTheEnd() {
        assertThat(TilePadding.of(new Shape(7, 15, 16), new Shape(1, 18, 21)))
                .isEqualTo(new TilePadding(new Shape(7, 18, 21), 0, 1, 2));
        assertThat(TilePadding.of(new Shape(3, 3, 3), new Shape(10, 4, 4)))
                .isEqualTo(new TilePadding(new Shape(10, 4, 4), 3, 0, 0));
    }

    @Test
    void paddingAsNnunet() throws IOException {
        for (JsonNode item : parts("tile_padding.json")) {
            int[] patch = ints(item.get("patch"));
            int[] shape = ints(item.get("shape"));
            Shape whole = patch.length == 2 ? new Shape(1, patch[0], patch[1]) : Shape.of(patch);
            TilePadding padding = TilePadding.of(new Shape(shape[1], shape[2], shape[3]), whole);
            assertThat(padding.padded().toArray()).isEqualTo(ints(item.get("padded_shape")));
            JsonNode at = item.get("image_lies_at");
            assertThat(new int[] {padding.startZ(), padding.startY(), padding.startX()})
                    .isEqualTo(new int[] {
                        at.get(0).get(0).asInt(),
                        at.get(1).get(0).asInt(),
                        at.get(2).get(0).asInt()
                    });
        }
    }

    private static JsonNode parts(String name) throws IOException {
        return JSON.readTree(
                SharedData.require("goldens/training-parts/" + name).toFile());
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }
}
