package org.sagittal.evaluation.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class JointHistogramTest {
    private static final Spacing SPACING = new Spacing(3, 2, 1);

    private static LabelVoxels voxels(String text) {
        return TestLabels.of(SPACING, text).voxels();
    }

    @Test
    void countsPairsOfLabels() {
        JointHistogram pairs = JointHistogram.of(voxels("0112 2233"), voxels("0122 2230"), OptionalInt.empty());

        assertThat(pairs.count(1, 1)).isEqualTo(1);
        assertThat(pairs.count(1, 2)).isEqualTo(1);
        assertThat(pairs.count(2, 2)).isEqualTo(3);
        assertThat(pairs.count(3, 0)).isEqualTo(1);
        assertThat(pairs.count(7, 7)).isZero();
        assertThat(pairs.total()).isEqualTo(8);
        assertThat(pairs.labels()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aRegionIsTheUnionOfItsLabels() {
        JointHistogram pairs = JointHistogram.of(voxels("0112 2233"), voxels("0122 2230"), OptionalInt.empty());

        assertThat(pairs.confusion(LabelGroup.label("one", 1))).isEqualTo(new Confusion(1, 0, 1, 6));
        assertThat(pairs.confusion(LabelGroup.region("all", List.of(1, 2, 3)))).isEqualTo(new Confusion(6, 0, 1, 1));
        assertThat(pairs.confusion(LabelGroup.label("none", 9))).isEqualTo(new Confusion(0, 0, 0, 8));
    }

    @Test
    void ignoredVoxelsOfTheReferenceCountNowhere() {
        JointHistogram pairs = JointHistogram.of(voxels("0112 2233"), voxels("3122 2231"), OptionalInt.of(3));

        assertThat(pairs.total()).isEqualTo(6);
        assertThat(pairs.confusion(LabelGroup.label("two", 2))).isEqualTo(new Confusion(3, 1, 0, 2));
        assertThat(pairs.count(0, 3)).isEqualTo(1);
        assertThat(pairs.count(3, 3)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 511, 513, 4000, 65536})
    void equalsCountingVoxelByVoxel(int labels) {
        Random random = new Random(labels);
        Shape shape = new Shape(5, 13, 17);
        LabelVoxels reference = TestLabels.of(shape, SPACING, (z, y, x) -> random.nextInt(labels) - labels / 2)
                .voxels();
        LabelVoxels prediction = TestLabels.of(shape, SPACING, (z, y, x) -> random.nextInt(labels) - labels / 2)
                .voxels();

        JointHistogram pairs = JointHistogram.of(reference, prediction, OptionalInt.empty());

        LabelGroup group = LabelGroup.label("first", reference.at(0, 0, 0));
        long tp = 0;
        long fp = 0;
        for (int z = 0; z < shape.z(); z++) {
            for (int i = 0; i < shape.sliceVoxels(); i++) {
                boolean in = prediction.slice(z)[i] == group.labels().get(0);
                tp += in && reference.slice(z)[i] == group.labels().get(0) ? 1 : 0;
                fp += in && reference.slice(z)[i] != group.labels().get(0) ? 1 : 0;
            }
        }
        assertThat(pairs.total()).isEqualTo(shape.voxels());
        assertThat(pairs.confusion(group).tp()).isEqualTo(tp);
        assertThat(pairs.confusion(group).fp()).isEqualTo(fp);
    }

    @Test
    void refusesVolumesOfDifferentShape() {
        assertThatThrownBy(() -> JointHistogram.of(voxels("00"), voxels("0 0"), OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(1, 1, 2)")
                .hasMessageContaining("(1, 2, 1)");
    }
}
