package org.sagittal.geometry.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

class AxisOrderTest {
    private static final Shape SHAPE = new Shape(2, 3, 4);

    private static AxisOrder order(double... lpsDirection) {
        return AxisOrder.toRas(VoxelGrid.of(SHAPE, new Spacing(3, 2, 1.5), Vec3.ZERO, lpsDirection));
    }

    private static FloatVoxels counted() {
        float[][] slices = new float[2][12];
        for (int z = 0; z < 2; z++) {
            for (int i = 0; i < 12; i++) {
                slices[z][i] = 12 * z + i;
            }
        }
        return FloatVoxels.of(SHAPE, slices);
    }

    @Test
    void rasIsLeftAlone() {
        AxisOrder order = order(-1, 0, 0, 0, -1, 0, 0, 0, 1);
        assertThat(order.identity()).isTrue();
        FloatVoxels voxels = counted();
        assertThat(order.apply(voxels)).isSameAs(voxels);
    }

    @Test
    void lpsIsMirroredTwice() {
        AxisOrder order = order(1, 0, 0, 0, 1, 0, 0, 0, 1);
        assertThat(order.apply(counted()).slice(0)).containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        assertThat(order.flipped(0)).isFalse();
    }

    @Test
    void aSagittalStackIsTurned() {
        // Array x runs to the front (-y), y to the head, z to the right (-x).
        AxisOrder order = order(0, 0, -1, -1, 0, 0, 0, 1, 0);
        assertThat(new int[] {order.from(0), order.from(1), order.from(2)}).containsExactly(1, 2, 0);
        FloatVoxels turned = order.apply(counted());
        assertThat(turned.shape()).isEqualTo(new Shape(3, 4, 2));
        assertThat(turned.at(2, 3, 1)).isEqualTo(counted().at(1, 2, 3));
    }

    @Test
    void theInverseBringsEveryVoxelBack() {
        double[][] directions = {
            {0, 0, -1, -1, 0, 0, 0, 1, 0},
            {0, 1, 0, 0, 0, 1, 1, 0, 0},
            {0.9, 0.3, 0.3, -0.3, 0.95, -0.1, -0.3, 0, 0.95},
            {0, -1, 0, 1, 0, 0, 0, 0, -1}
        };
        for (double[] direction : directions) {
            AxisOrder order = order(direction);
            FloatVoxels back = order.inverse().apply(order.apply(counted()));
            for (int z = 0; z < 2; z++) {
                assertThat(back.slice(z)).isEqualTo(counted().slice(z));
            }
            LabelVoxels labels =
                    LabelVoxels.of(SHAPE, new short[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new short[12]});
            assertThat(order.inverse().apply(order.apply(labels)).slice(0)).isEqualTo(labels.slice(0));
        }
    }

    @Test
    void theNearestRotationOfAShearedMatrixIsOrthonormal() {
        double[] r = NearestRotation.of(new double[] {1, 0.2, 0, 0, 1, 0.1, 0, 0, 1});
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = r[3 * i] * r[3 * j] + r[3 * i + 1] * r[3 * j + 1] + r[3 * i + 2] * r[3 * j + 2];
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
        assertThat(NearestRotation.determinant(r)).isCloseTo(1, within(1e-12));
        assertThat(NearestRotation.of(new double[9])).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    }
}
