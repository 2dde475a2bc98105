package org.sagittal.evaluation.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

class ComponentsTest {
    private static final Map<String, Neighbourhood> BY_NAME = Map.of(
            "4", Neighbourhood.FACES_2D,
            "8", Neighbourhood.CORNERS_2D,
            "6", Neighbourhood.FACES,
            "18", Neighbourhood.EDGES,
            "26", Neighbourhood.CORNERS);

    /** Number and sizes, in the order of first voxels, as SciPy and connected-components-3d give them. */
    @Test
    void equalsScipy() throws IOException {
        Path folder = SharedData.require("goldens/components");
        for (JsonNode row : JsonText.read(folder.resolve("index.json")).get("masks")) {
            BitMask mask = read(folder.resolve(row.get("name").textValue() + ".mask.npy.gz"));
            for (Map.Entry<String, JsonNode> entry : row.get("connectivity").properties()) {
                Components components = Components.of(mask, BY_NAME.get(entry.getKey()));
                String where = row.get("name") + " " + entry.getKey();
                assertThat(components.count())
                        .as(where)
                        .isEqualTo(entry.getValue().get("count").intValue());
                long[] sizes = StreamSupport.stream(
                                entry.getValue()
                                        .get("sizes_in_raster_order_of_first_voxel")
                                        .spliterator(),
                                false)
                        .mapToLong(JsonNode::longValue)
                        .toArray();
                assertThat(components.sizes()).as(where).containsExactly(sizes);
            }
        }
    }

    private static BitMask read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            NpyArray array = NpyFormat.read(file, in, 1 << 24);
            int[] sizes = {1, 1, 1};
            System.arraycopy(array.shape(), 0, sizes, 3 - array.shape().length, array.shape().length);
            Shape shape = Shape.of(sizes);
            BitMask mask = new BitMask(shape);
            double[] values = array.doubles();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != 0) {
                    mask.set(i / shape.sliceVoxels(), i % shape.sliceVoxels() / shape.x(), i % shape.x());
                }
            }
            return mask;
        }
    }

    @ParameterizedTest
    @EnumSource(Neighbourhood.class)
    void equalsFloodFill(Neighbourhood neighbourhood) {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            int depth = neighbourhood.dimensions() == 2 ? 1 : 1 + random.nextInt(5);
            Shape shape = new Shape(depth, 1 + random.nextInt(7), 1 + random.nextInt(150));
            BitMask mask = new BitMask(shape);
            double density = random.nextDouble();
            for (int i = 0; i < shape.voxels(); i++) {
                if (random.nextDouble() < density) {
                    mask.set(i / shape.sliceVoxels(), i % shape.sliceVoxels() / shape.x(), i % shape.x());
                }
            }
            Components components = Components.of(mask, neighbourhood);
            assertThat(components.count()).isEqualTo(floodCount(mask, neighbourhood));
            assertThat(Arrays.stream(components.sizes()).sum()).isEqualTo(mask.count());
            boolean[] all = new boolean[components.count()];
            Arrays.fill(all, true);
            BitMask back = components.mask(all, Box.of(shape));
            assertThat(back.andNot(mask).isEmpty() && mask.andNot(back).isEmpty())
                    .isTrue();
        }
    }

    private static int floodCount(BitMask mask, Neighbourhood neighbourhood) {
        BitMask left = mask;
        int count = 0;
        while (!left.isEmpty()) {
            BitMask seed = new BitMask(mask.shape());
            int[][] first = {null};
            left.forEach((z, y, x) -> first[0] = first[0] == null ? new int[] {z, y, x} : first[0]);
            seed.set(first[0][0], first[0][1], first[0][2]);
            long before = 0;
            while (seed.count() > before) {
                before = seed.count();
                seed = seed.dilated(neighbourhood).and(mask);
            }
            left = left.andNot(seed);
            count++;
        }
        return count;
    }
}
