package org.sagittal.evaluation.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.geometry.transform.DistanceTransform;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Rows nearby, the tree from afar, brute force and the distance map: four ways to the same distance. */
class NearestSearchTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void equalsBruteForceToTheLastDigit(int seed) {
        Random random = new Random(seed);
        int dimensions = seed % 4 == 0 ? 2 : 3;
        Shape shape = new Shape(dimensions == 2 ? 1 : 1 + random.nextInt(40), 30 + random.nextInt(40), 150);
        Spacing spacing =
                new Spacing(0.1 + 8 * random.nextDouble(), 0.1 + random.nextDouble(), 0.1 + random.nextDouble());
        BitMask target = new BitMask(shape);
        boolean[][] flags = new boolean[shape.z()][shape.sliceVoxels()];
        int points = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 12 : 3000;
        for (int i = 0; i < points; i++) {
            int z = random.nextInt(shape.z());
            int y = random.nextInt(shape.y());
            int x = random.nextInt(shape.x());
            target.set(z, y, x);
            flags[z][y * shape.x() + x] = true;
        }
        NearestSearch search = new NearestSearch(target, spacing, dimensions);
        PointTree tree = PointTree.of(target, spacing);
        double[][] map = DistanceTransform.toForegroundMm(shape, flags, spacing, 1);

        for (int i = 0; i < 400; i++) {
            int z = random.nextInt(shape.z());
            int y = random.nextInt(shape.y());
            int x = random.nextInt(shape.x());
            double expected = brute(target, spacing, z, y, x);
            assertThat(search.squaredMm2(z, y, x)).isEqualTo(expected);
            assertThat(tree.squaredMm2(z, y, x, Double.POSITIVE_INFINITY)).isEqualTo(expected);
            assertThat(Math.abs(map[z][y * shape.x() + x] - Math.sqrt(expected)))
                    .isLessThan(1e-9);
        }
    }

    private static double brute(BitMask target, Spacing spacing, int z, int y, int x) {
        double[] best = {Double.POSITIVE_INFINITY};
        target.forEach((tz, ty, tx) -> {
            double dz = (z - tz) * spacing.zMm();
            double dy = (y - ty) * spacing.yMm();
            double dx = (x - tx) * spacing.xMm();
            best[0] = Math.min(best[0], dz * dz + dy * dy + dx * dx);
        });
        return best[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void nothingIsInfinitelyFarAway(int dimensions) {
        NearestSearch search = new NearestSearch(new BitMask(new Shape(1, 3, 70)), Spacing.UNIT, dimensions);
        assertThat(search.squaredMm2(0, 1, 2)).isInfinite();
    }
}
