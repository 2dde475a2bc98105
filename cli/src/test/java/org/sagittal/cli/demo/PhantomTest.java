package org.sagittal.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.VoxelGrid;

class PhantomTest {
    private static long[] count(Phantom phantom) {
        long[] count = new long[Phantom.ORGANS.size() + 1];
        for (int z = 0; z < phantom.truth().grid().shape().z(); z++) {
            for (short label : phantom.truth().voxels().slice(z)) {
                count[label]++;
            }
        }
        return count;
    }

    @Test
    void everyPhantomHasEveryOrganLargeEnoughToScore() {
        for (long seed = 0; seed < 40; seed++) {
            assertThat(Arrays.stream(count(Phantom.of(seed))).min().orElseThrow())
                    .as("seed " + seed)
                    .isGreaterThan(500);
        }
    }

    @Test
    void aSeedGivesTheSamePhantomAndAnotherSeedAnother() {
        Phantom one = Phantom.of(7);
        Phantom again = Phantom.of(7);
        Phantom other = Phantom.of(8);
        for (int z = 0; z < one.scan().grid().shape().z(); z++) {
            assertThat(again.scan().voxels().slice(z))
                    .isEqualTo(one.scan().voxels().slice(z));
            assertThat(again.truth().voxels().slice(z))
                    .isEqualTo(one.truth().voxels().slice(z));
        }
        assertThat(other.scan().grid().spacing()).isNotEqualTo(one.scan().grid().spacing());
        assertThat(count(other)).isNotEqualTo(count(one));
    }

    @Test
    void theTruthLiesOnTheScan() {
        Phantom phantom = Phantom.of(1);
        LabelVolume elsewhere = new LabelVolume(
                VoxelGrid.of(
                        phantom.truth().grid().shape(), phantom.truth().grid().spacing()),
                phantom.truth().voxels());
        assertThatThrownBy(() -> new Phantom(phantom.scan(), elsewhere)).hasMessageContaining("truth");
        Shape shape = phantom.scan().grid().shape();
        assertThat(shape.z()).isBetween(27, 32);
        assertThat(shape.y()).isBetween(40, 48);
    }
}
