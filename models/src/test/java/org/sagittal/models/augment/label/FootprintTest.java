package org.sagittal.models.augment.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;

class FootprintTest {
    @Test
    void unitBallAndDisk() {
        assertThat(Footprint.ball(1).runs())
                .containsExactlyInAnyOrder(
                        new Footprint.Run(-1, 0, 0, 0),
                        new Footprint.Run(0, -1, 0, 0),
                        new Footprint.Run(0, 0, -1, 1),
                        new Footprint.Run(0, 1, 0, 0),
                        new Footprint.Run(1, 0, 0, 0));
        assertThat(Footprint.disk(1).runs())
                .containsExactly(
                        new Footprint.Run(0, -1, 0, 0), new Footprint.Run(0, 0, -1, 1), new Footprint.Run(0, 1, 0, 0));
    }

    @Test
    void anEvenNumberOfPointsReachesFurtherForward() {
        // Radius 1.5: points at -1.5, -0.5, 0.5, 1.5 along each axis.
        assertThat(Footprint.disk(1.5).runs())
                .extracting(Footprint.Run::y)
                .containsExactly(0, 1)
                .doesNotContain(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Footprint.ball(0.2))
                .withMessageContaining("radiusVoxels must be at least 0.5 and finite, got 0.2");
    }

    @Test
    void bitsDilateAsVoxelsDo() {
        RandomStream random = RandomStream.of(5);
        for (int width : List.of(1, 7, 63, 64, 65, 130)) {
            Shape shape = new Shape(3, 4, width);
            float[] values = new float[(int) shape.voxels()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.chance(0.03) ? 1 : 0;
            }
            for (double radius : new double[] {1, 1.5, 2.2, 4.7}) {
                Footprint footprint = Footprint.ball(radius);
                BitGrid fast = BitGrid.of(values, shape).dilated(footprint);
                for (int z = 0; z < 3; z++) {
                    for (int y = 0; y < 4; y++) {
                        for (int x = 0; x < width; x++) {
                            assertThat(fast.get(z * 4 + y, x))
                                    .isEqualTo(sees(values, shape, footprint, new int[] {z, y, x}));
                        }
                    }
                }
            }
        }
    }

    private static boolean sees(float[] values, Shape shape, Footprint footprint, int[] at) {
        for (Footprint.Run run : footprint.runs()) {
            int z = at[0] + run.z();
            int y = at[1] + run.y();
            for (int x = at[2] + run.firstX(); x <= at[2] + run.lastX(); x++) {
                if (z >= 0
                        && z < shape.z()
                        && y >= 0
                        && y < shape.y()
                        && x >= 0
                        && x < shape.x()
                        && values[(z * shape.y() + y) * shape.x() + x] != 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
