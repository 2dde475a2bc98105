package org.sagittal.models.augment.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;

class ComponentRemovalTest {
    /** 4 x 5 voxels: a corner-connected pair, a single voxel, and five in a block, which are 25 % of the patch. */
    private static final float[] THREE = {
        1, 0, 0, 0, 1, //
        0, 1, 0, 0, 0, //
        0, 0, 0, 1, 1, //
        0, 0, 1, 1, 1
    };

    @Test
    void oneSmallComponentGoesAndLargeOnesStay() {
        Set<Float> sums = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            float[] left = remove(THREE.clone(), seed);
            float sum = 0;
            for (float value : left) {
                sum += value;
            }
            sums.add(sum);
            assertThat(left[18]).as("the block stays").isEqualTo(1);
            assertThat(left[0]).as("the pair is one component").isEqualTo(left[6]);
        }
        assertThat(sums).containsExactlyInAnyOrder(6f, 7f);
    }

    @Test
    void withoutSmallComponentsNothingHappens() {
        float[] full = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(remove(full.clone(), 3)).isEqualTo(full);
        assertThat(remove(new float[20], 3)).isEqualTo(new float[20]);
    }

    private static float[] remove(float[] channel, int seed) {
        TrainingPatch patch = new TrainingPatch(new Shape(1, 4, 5), new float[][] {channel}, new short[0][]);
        return new ComponentRemoval(0, RandomStream.of(seed)).apply(patch).image(0);
    }
}
