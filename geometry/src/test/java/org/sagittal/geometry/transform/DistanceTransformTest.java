package org.sagittal.geometry.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class DistanceTransformTest {
    private static final double RELATIVE = 1e-12;

    /** What SciPy's exact transform gives; spacings as in the folder's index.json. */
    @ParameterizedTest
    @CsvSource({
        "box, 1, 1, 1",
        "box-aniso, 3, 1, 0.5",
        "corner, 2, 0.75, 1.25",
        "sparse, 1, 1, 1",
        "sparse-thick, 5, 0.4, 0.4",
        "dense, 1.3, 0.7, 2.9",
        "flat, 4, 0.5, 1",
        "two-d, 1, 1.5, 0.7",
        "line, 1, 1, 0.25",
        "full, 1, 2, 3",
        "last-axis-one, 1, 2, 3",
        "micro, 0.01, 0.02, 0.005",
        "long, 1, 1, 0.1"
    })
    void equalsScipy(String name, double z, double y, double x) throws IOException {
        NpyArray mask = read(name + ".mask.npy.gz");
        double[] expected = read(name + ".distance.npy.gz").doubles();
        Shape shape = shape(mask.shape());
        boolean[][] foreground = slices(shape, mask.doubles());

        double[][] map = DistanceTransform.toForegroundMm(shape, foreground, new Spacing(z, y, x), 2);

        for (int i = 0; i < expected.length; i++) {
            assertThat(map[i / shape.sliceVoxels()][i % shape.sliceVoxels()])
                    .as("voxel " + i)
                    .isCloseTo(expected[i], within(RELATIVE * Math.max(1e-3, expected[i])));
        }
    }

    private static NpyArray read(String name) throws IOException {
        Path file = SharedData.require("goldens/distance-transform/" + name);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return NpyFormat.read(file, in, 1 << 24);
        }
    }

    private static Shape shape(int[] sizes) {
        int[] padded = {1, 1, 1};
        System.arraycopy(sizes, 0, padded, 3 - sizes.length, sizes.length);
        return Shape.of(padded);
    }

    private static boolean[][] slices(Shape shape, double[] values) {
        boolean[][] slices = new boolean[shape.z()][shape.sliceVoxels()];
        for (int i = 0; i < values.length; i++) {
            slices[i / shape.sliceVoxels()][i % shape.sliceVoxels()] = values[i] != 0;
        }
        return slices;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void equalsBruteForce(int seed) {
        Random random = new Random(seed);
        Shape shape = new Shape(1 + random.nextInt(9), 1 + random.nextInt(12), 1 + random.nextInt(20));
        Spacing spacing =
                new Spacing(0.1 + 5 * random.nextDouble(), 0.1 + random.nextDouble(), 0.1 + random.nextDouble());
        boolean[][] foreground = new boolean[shape.z()][shape.sliceVoxels()];
        for (boolean[] slice : foreground) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = random.nextInt(3 * seed * seed) == 0;
            }
        }

        double[][] map = DistanceTransform.toForegroundMm(shape, foreground, spacing, 1 + seed % 2);

        for (int z = 0; z < shape.z(); z++) {
            for (int i = 0; i < shape.sliceVoxels(); i++) {
                double expected = brute(shape, foreground, spacing, z, i / shape.x(), i % shape.x());
                if (Double.isInfinite(expected)) {
                    assertThat(map[z][i]).isInfinite();
                } else {
                    assertThat(map[z][i]).isCloseTo(expected, within(RELATIVE * Math.max(1, expected)));
                }
            }
        }
    }

    private static double brute(Shape shape, boolean[][] foreground, Spacing spacing, int z, int y, int x) {
        double best = Double.POSITIVE_INFINITY;
        for (int w = 0; w < shape.z(); w++) {
            for (int i = 0; i < shape.sliceVoxels(); i++) {
                if (foreground[w][i]) {
                    double dz = (w - z) * spacing.zMm();
                    double dy = (i / shape.x() - y) * spacing.yMm();
                    double dx = (i % shape.x() - x) * spacing.xMm();
                    best = Math.min(best, dz * dz + dy * dy + dx * dx);
                }
            }
        }
        return Math.sqrt(best);
    }

    /** By hand: the corner voxel alone, spacing (3, 2, 1). */
    @Test
    void distancesCanBeWorkedByHand() {
        boolean[][] foreground = new boolean[2][6];
        foreground[0][0] = true;

        double[][] map = DistanceTransform.toForegroundMm(new Shape(2, 2, 3), foreground, new Spacing(3, 2, 1), 1);

        assertThat(map[0]).containsExactly(0, 1, 2, 2, Math.sqrt(5), Math.sqrt(8));
        assertThat(map[1])
                .containsExactly(3, Math.sqrt(10), Math.sqrt(13), Math.sqrt(13), Math.sqrt(14), Math.sqrt(17));
    }

    /** SciPy gives the distance to a point outside the array instead. */
    @Test
    void anEmptySetIsInfinitelyFarAway() {
        double[][] map =
                DistanceTransform.toForegroundMm(new Shape(4, 5, 6), new boolean[4][30], new Spacing(1, 2, 3), 2);
        assertThat(Arrays.stream(map).flatMapToDouble(Arrays::stream)).containsOnly(Double.POSITIVE_INFINITY);
    }

    @Test
    void refusesAMaskOfAnotherShape() {
        assertThatThrownBy(
                        () -> DistanceTransform.toForegroundMm(new Shape(2, 1, 1), new boolean[3][1], Spacing.UNIT, 1))
                .hasMessageContaining("2 slices")
                .hasMessageContaining("got 3");
    }
}
