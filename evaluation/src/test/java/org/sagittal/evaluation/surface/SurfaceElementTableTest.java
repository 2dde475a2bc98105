package org.sagittal.evaluation.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Spacing;

class SurfaceElementTableTest {
    /** Areas at spacing 1 and how many of the 256 codes have them, as in the table of the original. */
    @Test
    void theClassesAreAsManyAsInTheOriginal() {
        Map<Long, Integer> counts = new TreeMap<>();
        for (double area : SurfaceElementTable.areas(Spacing.UNIT)) {
            counts.merge(Math.round(area * 1e6), 1, Integer::sum);
        }
        assertThat(counts)
                .containsEntry(0L, 2)
                .containsEntry(216506L, 16)
                .containsEntry(433013L, 24 + 8)
                .containsEntry(649519L, 16)
                .containsEntry(707107L, 24)
                .containsEntry(866025L, 2)
                .containsEntry(923613L, 48)
                .containsEntry(1000000L, 6)
                .containsEntry(1149519L, 48)
                .containsEntry(1299038L, 8)
                .containsEntry(1366025L, 24)
                .containsEntry(1414214L, 6)
                .containsEntry(1573132L, 24);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(256);
    }

    @Test
    void complementsHaveTheSameArea() {
        double[] areas = SurfaceElementTable.areas(new Spacing(3, 2, 1));
        for (int code = 0; code < 256; code++) {
            assertThat(areas[255 - code]).isEqualTo(areas[code]);
        }
    }

    /** A plane between slices 1 mm apart in y and 2 mm in x is 2 mm^2 a lattice point; the code of slice z = 0 is 240. */
    @Test
    void aFaceHasTheAreaOfItsVoxelsSide() {
        double[] areas = SurfaceElementTable.areas(new Spacing(5, 1, 2));
        assertThat(areas[0b11110000]).isCloseTo(2, within(1e-12));
        assertThat(areas[0b11001100]).isCloseTo(10, within(1e-12));
        assertThat(areas[0b10101010]).isCloseTo(5, within(1e-12));
    }

    /** Swapping two axes of the cube swaps bits of the code and entries of the spacing, and leaves the area. */
    @Test
    void theTableTurnsWithTheSpacing() {
        double[] areas = SurfaceElementTable.areas(new Spacing(3, 2, 1));
        double[] swapped = SurfaceElementTable.areas(new Spacing(2, 3, 1));
        for (int code = 0; code < 256; code++) {
            int turned = 0;
            for (int corner = 0; corner < 8; corner++) {
                int other = (corner & 1) | (corner >> 2 & 1) << 1 | (corner >> 1 & 1) << 2;
                turned |= (code >> 7 - corner & 1) << 7 - other;
            }
            assertThat(swapped[turned]).as("code " + code).isCloseTo(areas[code], within(1e-12));
        }
    }

    @Test
    void inTwoDimensionsElementsAreLengths() {
        double[] lengths = SurfaceElementTable.lengths(new Spacing(9, 2, 1));
        double corner = Math.sqrt(5) / 2;
        assertThat(lengths)
                .containsExactly(
                        new double[] {
                            0,
                            corner,
                            corner,
                            1,
                            corner,
                            2,
                            2 * corner,
                            corner,
                            corner,
                            2 * corner,
                            2,
                            corner,
                            1,
                            corner,
                            corner,
                            0
                        },
                        within(1e-12));
        assertThat(Arrays.stream(lengths).filter(l -> l == 0).count()).isEqualTo(2);
    }
}
