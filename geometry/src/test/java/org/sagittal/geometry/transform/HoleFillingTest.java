package org.sagittal.geometry.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Shape;

class HoleFillingTest {
    private static final Shape CUBE = new Shape(7, 7, 7);

    /** The faces of a 5^3 cube inside a 7^3 array: 98 voxels. */
    private static boolean[][] shell() {
        boolean[][] mask = new boolean[7][49];
        for (int z = 1; z < 6; z++) {
            for (int y = 1; y < 6; y++) {
                for (int x = 1; x < 6; x++) {
                    mask[z][7 * y + x] = z == 1 || z == 5 || y == 1 || y == 5 || x == 1 || x == 5;
                }
            }
        }
        return mask;
    }

    private static int count(boolean[][] mask) {
        int count = 0;
        for (boolean[] slice : mask) {
            for (boolean voxel : slice) {
                count += voxel ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void fillsAHollowCube() {
        boolean[][] mask = shell();
        assertThat(count(mask)).isEqualTo(98);

        HoleFilling.fill(CUBE, mask);

        assertThat(count(mask)).isEqualTo(125);
    }

    @Test
    void aMissingFaceVoxelOpensIt() {
        boolean[][] mask = shell();
        mask[3][7 * 3 + 5] = false;

        HoleFilling.fill(CUBE, mask);

        assertThat(count(mask)).isEqualTo(97);
    }

    @Test
    void aMissingCornerVoxelDoesNot() {
        boolean[][] mask = shell();
        mask[1][7 + 1] = false;

        HoleFilling.fill(CUBE, mask);

        assertThat(count(mask)).isEqualTo(124);
    }

    @Test
    void aRingInOneSliceStaysOpen() {
        boolean[][] mask = {new boolean[25]};
        for (int i : new int[] {6, 7, 8, 11, 13, 16, 17, 18}) {
            mask[0][i] = true;
        }

        HoleFilling.fill(new Shape(1, 5, 5), mask);

        assertThat(count(mask)).isEqualTo(8);
    }

    @Test
    void emptyAndFullMasksStayAsTheyAre() {
        boolean[][] empty = new boolean[3][20];
        HoleFilling.fill(new Shape(3, 4, 5), empty);
        assertThat(count(empty)).isZero();

        boolean[][] full = new boolean[3][20];
        for (boolean[] slice : full) {
            java.util.Arrays.fill(slice, true);
        }
        HoleFilling.fill(new Shape(3, 4, 5), full);
        assertThat(count(full)).isEqualTo(60);
    }

    @Test
    void agreesWithAFloodFromTheBorderOnRandomMasks() {
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            Shape shape = new Shape(3 + random.nextInt(6), 3 + random.nextInt(9), 3 + random.nextInt(12));
            boolean[][] mask = new boolean[shape.z()][shape.sliceVoxels()];
            double density = 0.3 + 0.6 * random.nextDouble();
            for (boolean[] slice : mask) {
                for (int i = 0; i < slice.length; i++) {
                    slice[i] = random.nextDouble() < density;
                }
            }
            boolean[][] expected = flooded(shape, mask);

            HoleFilling.fill(shape, mask);

            assertThat(mask).isDeepEqualTo(expected);
        }
    }

    private static boolean[][] flooded(Shape s, boolean[][] mask) {
        boolean[][] outside = new boolean[s.z()][s.sliceVoxels()];
        Deque<int[]> queue = new ArrayDeque<>();
        for (int z = -1; z <= s.z(); z++) {
            for (int y = -1; y <= s.y(); y++) {
                for (int x = -1; x <= s.x(); x++) {
                    if (z < 0 || y < 0 || x < 0 || z == s.z() || y == s.y() || x == s.x()) {
                        queue.add(new int[] {z, y, x});
                    }
                }
            }
        }
        int[][] steps = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
        while (!queue.isEmpty()) {
            int[] at = queue.remove();
            for (int[] step : steps) {
                int z = at[0] + step[0];
                int y = at[1] + step[1];
                int x = at[2] + step[2];
                if (z >= 0 && y >= 0 && x >= 0 && z < s.z() && y < s.y() && x < s.x()) {
                    int i = y * s.x() + x;
                    if (!mask[z][i] && !outside[z][i]) {
                        outside[z][i] = true;
                        queue.add(new int[] {z, y, x});
                    }
                }
            }
        }
        boolean[][] filled = new boolean[s.z()][s.sliceVoxels()];
        for (int z = 0; z < s.z(); z++) {
            for (int i = 0; i < filled[z].length; i++) {
                filled[z][i] = !outside[z][i];
            }
        }
        return filled;
    }
}
