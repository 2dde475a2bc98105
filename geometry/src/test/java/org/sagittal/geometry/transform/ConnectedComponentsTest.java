package org.sagittal.geometry.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.transform.ConnectedComponents.Connectivity;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

class ConnectedComponentsTest {
    /** Slices of rows; # is foreground. */
    private static boolean[][] mask(String... slices) {
        boolean[][] mask = new boolean[slices.length][];
        for (int z = 0; z < slices.length; z++) {
            String rows = slices[z].replace(" ", "");
            mask[z] = new boolean[rows.length()];
            for (int i = 0; i < rows.length(); i++) {
                mask[z][i] = rows.charAt(i) == '#';
            }
        }
        return mask;
    }

    private static ConnectedComponents components(Shape shape, boolean[][] mask, Connectivity connectivity) {
        return ConnectedComponents.of(
                shape, (z, y, taker) -> taker.runs(shape.x(), x -> mask[z][y * shape.x() + x]), connectivity);
    }

    /** The voxels of some components. */
    private static boolean[][] select(ConnectedComponents components, Shape shape, IntPredicate wanted) {
        boolean[][] mask = new boolean[shape.z()][shape.sliceVoxels()];
        components.forEachRun((component, z, y, from, to) ->
                Arrays.fill(mask[z], y * shape.x() + from, y * shape.x() + to, wanted.test(component)));
        return mask;
    }

    private static long[] sizes(ConnectedComponents components) {
        return LongStream.range(0, components.count())
                .map(i -> components.voxels((int) i))
                .toArray();
    }

    @Test
    void facesEdgesAndCorners() {
        Shape shape = new Shape(2, 2, 3);
        // (0,0,0) and (0,1,1) share an edge; (0,1,1) and (1,0,2) share a corner; (1,0,2) and (1,1,2) share a face.
        boolean[][] mask = mask("#.. .#.", "..# ..#");
        assertThat(sizes(components(shape, mask, Connectivity.FACES))).containsExactly(1, 1, 2);
        assertThat(sizes(components(shape, mask, Connectivity.EDGES))).containsExactly(4);
        boolean[][] corner = mask("#.. ...", "... .#.");
        assertThat(sizes(components(shape, corner, Connectivity.EDGES))).containsExactly(1, 1);
        assertThat(sizes(components(shape, corner, Connectivity.CORNERS))).containsExactly(2);
    }

    @Test
    void severalMayBeTheLargest() {
        Shape shape = new Shape(1, 3, 5);
        ConnectedComponents tie = components(shape, mask("##.#. ....# ##..."), Connectivity.FACES);
        assertThat(sizes(tie)).containsExactly(2, 1, 1, 2);
        assertThat(select(tie, shape, c -> tie.voxels(c) == tie.largestVoxels()))
                .isDeepEqualTo(mask("##... ..... ##..."));
        ConnectedComponents one = components(shape, mask("##.#. ....# ##..."), Connectivity.CORNERS);
        assertThat(sizes(one)).containsExactly(2, 2, 2);
    }

    @Test
    void anEmptyMaskHasNone() {
        ConnectedComponents none = components(new Shape(2, 1, 2), mask("..", ".."), Connectivity.CORNERS);
        assertThat(none.count()).isZero();
        assertThat(none.largestVoxels()).isZero();
        assertThat(none.boxes()).isEmpty();
    }

    @Test
    void selectingAllGivesTheMaskBack() {
        Random random = new Random(5);
        Shape shape = new Shape(5, 7, 11);
        boolean[][] mask = new boolean[5][77];
        for (boolean[] slice : mask) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = random.nextInt(3) > 0;
            }
        }
        for (Connectivity connectivity : Connectivity.values()) {
            ConnectedComponents components = components(shape, mask, connectivity);
            assertThat(select(components, shape, c -> true)).isDeepEqualTo(mask);
            boolean[][] first = select(components, shape, c -> c == 0);
            assertThat(sizes(components(shape, first, connectivity))).containsExactly(components.voxels(0));
        }
    }

    @Test
    void slicesApartAreNotJoined() {
        Shape shape = new Shape(2, 2, 3);
        boolean[][] mask = mask("#.. .#.", "#.. .##");
        assertThat(sizes(components(shape, mask, Connectivity.FACES_IN_SLICE))).containsExactly(1, 1, 1, 2);
        assertThat(sizes(components(shape, mask, Connectivity.CORNERS_IN_SLICE)))
                .containsExactly(2, 3);
    }

    @Test
    void boxesAreTight() {
        Shape shape = new Shape(2, 3, 5);
        ConnectedComponents two = components(shape, mask("..##. .#... .....", "..... ..... #...#"), Connectivity.EDGES);
        // (1, 2, 0) shares no more than a corner with (0, 1, 1).
        assertThat(two.boxes())
                .containsExactly(new Box(0, 0, 1, 1, 2, 4), new Box(1, 2, 0, 2, 3, 1), new Box(1, 2, 4, 2, 3, 5));
    }

    @Test
    void sharedVoxelsAreCountedStretchByStretch() {
        Shape shape = new Shape(1, 2, 8);
        ConnectedComponents a = components(shape, mask("####.### ........"), Connectivity.FACES);
        ConnectedComponents b = components(shape, mask(".#.##### ##......"), Connectivity.FACES);
        List<String> shared = new ArrayList<>();
        a.forEachShared(b, (mine, other, voxels) -> shared.add(mine + " " + other + " " + voxels));
        assertThat(shared).containsExactly("0 0 1", "0 1 1", "1 1 3");
    }

    @Test
    void countsAndSizesAreSciPys() throws IOException {
        Path folder = SharedData.require("goldens/components");
        JsonNode index = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("index.json")));
        for (JsonNode golden : index.get("masks")) {
            String name = golden.get("name").textValue();
            NpyArray array = NpyFormat.read(folder.resolve(name + ".mask.npy.gz"));
            int[] zyx = array.shape();
            Shape shape = zyx.length == 2 ? new Shape(1, zyx[0], zyx[1]) : Shape.of(zyx);
            boolean[][] mask = new boolean[shape.z()][shape.sliceVoxels()];
            long[] values = array.longs();
            for (int i = 0; i < values.length; i++) {
                mask[i / shape.sliceVoxels()][i % shape.sliceVoxels()] = values[i] != 0;
            }
            for (var entry : golden.get("connectivity").properties()) {
                Connectivity connectivity = switch (entry.getKey()) {
                    case "4", "6" -> Connectivity.FACES;
                    case "18" -> Connectivity.EDGES;
                    default -> Connectivity.CORNERS;
                };
                ConnectedComponents components = components(shape, mask, connectivity);
                long[] expected = new ObjectMapper()
                        .convertValue(entry.getValue().get("sizes_in_raster_order_of_first_voxel"), long[].class);
                assertThat(sizes(components)).as(name + " " + entry.getKey()).isEqualTo(expected);
                assertThat(components.count())
                        .isEqualTo(entry.getValue().get("count").intValue());
                assertThat(components.largestVoxels())
                        .isEqualTo(Arrays.stream(expected).max().orElse(0));
            }
        }
    }
}
