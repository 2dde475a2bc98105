package org.sagittal.preprocessing.crop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

class NonzeroRegionTest {
    private static final Shape SHAPE = new Shape(5, 6, 7);

    private static FloatVoxels box(int z0, int y0, int x0, int z1, int y1, int x1) {
        float[][] slices = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        for (int z = z0; z < z1; z++) {
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    slices[z][7 * y + x] = -0.5f;
                }
            }
        }
        return FloatVoxels.of(SHAPE, slices);
    }

    @Test
    void isTheUnionOfAllChannels() {
        NonzeroRegion region = NonzeroRegion.of(List.of(box(1, 2, 3, 2, 3, 4), box(3, 0, 4, 4, 2, 6)));

        assertThat(region.box()).isEqualTo(new Box(1, 0, 3, 4, 3, 6));
        assertThat(region.relativeSize()).isEqualTo(27.0 / 210);
    }

    @Test
    void anImageOfZerosKeepsTheWholeArrayAndHasNoInside() {
        NonzeroRegion region = NonzeroRegion.of(List.of(box(0, 0, 0, 0, 0, 0)));

        assertThat(region.box()).isEqualTo(Box.of(SHAPE));
        assertThat(region.slice(2)).doesNotContain(true);
    }

    @Test
    void anImageWithoutZerosIsAllInside() {
        NonzeroRegion region = NonzeroRegion.of(List.of(box(0, 0, 0, 5, 6, 7)));

        assertThat(region.relativeSize()).isEqualTo(1);
        assertThat(region.slice(4)).doesNotContain(false);
    }

    @Test
    void enclosedZerosAreInside() {
        FloatVoxels solid = box(1, 1, 1, 4, 4, 4);
        solid.slice(2)[7 * 2 + 2] = 0;

        assertThat(NonzeroRegion.of(List.of(solid)).slice(2)[7 * 2 + 2]).isTrue();
    }

    @Test
    void marksOnlyBackgroundOutside() {
        NonzeroRegion region = NonzeroRegion.of(List.of(box(1, 1, 1, 4, 4, 4)));
        short[] labels = new short[42];
        labels[0] = 2;

        region.markOutside(2, labels);

        assertThat(labels[0]).isEqualTo((short) 2);
        assertThat(labels[1]).isEqualTo((short) -1);
        assertThat(labels[7 + 1]).isZero();
    }

    @Test
    void cropTurnsTheAxesOfABox() {
        float[][] slices = new float[5][42];
        short[][] labels = new short[5][42];
        for (int z = 0; z < 5; z++) {
            for (int i = 0; i < 42; i++) {
                slices[z][i] = 100 * z + 10 * (i / 7) + i % 7 + 1;
                labels[z][i] = (short) slices[z][i];
            }
        }
        FloatVoxels voxels = FloatVoxels.of(SHAPE, slices);
        NonzeroRegion region = NonzeroRegion.of(List.of(voxels));
        for (List<Integer> order : List.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0))) {
            TurnedCrop crop = TurnedCrop.of(new Box(1, 2, 3, 4, 4, 7), order);
            float[][] found = crop.crop(voxels);
            short[][] foundLabels = crop.crop(LabelVoxels.of(SHAPE, labels), region);
            Shape s = crop.shape();
            for (int z = 0; z < s.z(); z++) {
                for (int y = 0; y < s.y(); y++) {
                    for (int x = 0; x < s.x(); x++) {
                        int[] at = new int[3];
                        at[order.get(0)] = z;
                        at[order.get(1)] = y;
                        at[order.get(2)] = x;
                        float expected = 100 * (at[0] + 1) + 10 * (at[1] + 2) + at[2] + 3 + 1;
                        assertThat(found[z][y * s.x() + x]).as("%s", order).isEqualTo(expected);
                        assertThat(foundLabels[z][y * s.x() + x]).isEqualTo((short) expected);
                    }
                }
            }
            assertThat(crop.turnedBox().shape()).isEqualTo(s);
        }
    }
}
