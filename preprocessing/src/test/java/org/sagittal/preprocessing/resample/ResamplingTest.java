package org.sagittal.preprocessing.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Lines and decisions a reader can check by hand, or in nnU-Net's specification. */
class ResamplingTest {
    private static final ResamplingSpec CUBIC = new ResamplingSpec(3, 0, Optional.of(false));
    private static final ResamplingSpec LINEAR = new ResamplingSpec(1, 0, Optional.of(false));

    private static float[] line(ResamplingSpec spec, int out, float... values) {
        FloatVoxels in = FloatVoxels.of(new Shape(1, 1, values.length), new float[][] {values});
        return Resampling.resizeData(in, new Shape(1, 1, out), Spacing.UNIT, Spacing.UNIT, spec)
                .slice(0);
    }

    @Test
    void squaresToOtherLengths() {
        float[] squares = {0, 1, 4, 9, 16, 25, 36, 49};

        assertThat(line(CUBIC, 5, squares))
                .containsExactly(new float[] {.137585f, 3.606785f, 12.226896f, 25.950002f, 46.084485f}, within());
        assertThat(line(LINEAR, 5, squares)).containsExactly(new float[] {.3f, 3.7f, 12.5f, 26.1f, 45.1f}, within());
        assertThat(line(CUBIC, 12, squares))
                .containsExactly(
                        new float[] {
                            0,
                            .296181f,
                            1.351134f,
                            3.355694f,
                            6.25924f,
                            10.019506f,
                            14.677045f,
                            20.333176f,
                            26.58862f,
                            33.789602f,
                            43.405226f,
                            49
                        },
                        within());
    }

    @Test
    void overshootIsCutToTheRangeOfTheInput() {
        assertThat(line(CUBIC, 12, 0, 0, 10, 0, 0, 0, 10, 0))
                .containsExactly(
                        new float[] {
                            .264008f, 0, 1.679495f, 9.464193f, 5.913337f, 0, 0, 0, 1.600742f, 9.414077f, 6.029319f, 0
                        },
                        within());
    }

    private static Offset<Float> within() {
        return Offset.offset(5e-6f);
    }

    @Test
    void theUpperOfTwoEquallyNearSlicesIsTaken() {
        assertThat(nearest(3, 7)).containsExactly(0, 0, 1, 1, 1, 2, 2);
        assertThat(nearest(7, 3)).containsExactly(1, 3, 5);
        assertThat(nearest(10, 4)).containsExactly(1, 3, 6, 8);
    }

    private static int[] nearest(int in, int out) {
        int[] found = new int[out];
        for (int o = 0; o < out; o++) {
            found[o] = AxisMap.nearest(in, out, o);
        }
        return found;
    }

    @Test
    void theThickestAxisIsSeparate() {
        Spacing thick = new Spacing(5, 1, 1);
        Spacing even = new Spacing(2, 1, 1);

        assertThat(separate(Optional.empty(), thick, even)).isEqualTo(OptionalInt.of(0));
        assertThat(separate(Optional.empty(), even, new Spacing(1, 1, 4))).isEqualTo(OptionalInt.of(2));
        assertThat(separate(Optional.empty(), even, even)).isEmpty();
        assertThat(separate(Optional.empty(), new Spacing(4, 4, 1), even)).isEmpty();
        assertThat(separate(Optional.of(false), thick, even)).isEmpty();
        assertThat(separate(Optional.of(true), even, even)).isEqualTo(OptionalInt.of(0));
        assertThat(separate(Optional.of(true), Spacing.UNIT, even)).isEmpty();
        // Exactly three times is not more than three times.
        assertThat(separate(Optional.empty(), new Spacing(3, 1, 1), even)).isEmpty();
    }

    private static OptionalInt separate(Optional<Boolean> force, Spacing current, Spacing target) {
        return SeparateAxis.of(new ResamplingSpec(3, 0, force), current, target);
    }

    @Test
    void newShapesAreRoundedHalfToEvenAndNeverEmpty() {
        assertThat(Resampling.newShape(new Shape(5, 7, 1), Spacing.UNIT, new Spacing(2, 2, 9)))
                .isEqualTo(new Shape(2, 4, 1));
        assertThatThrownBy(() -> Resampling.newShape(new Shape(9, 9, 9), Spacing.UNIT, new Spacing(1e-9, 1, 1)))
                .hasMessageContaining("axis 0");
    }

    @Test
    void anEqualShapeIsReturnedAsItIs() {
        FloatVoxels in = FloatVoxels.of(new Shape(1, 1, 2), new float[][] {{1, 2}});
        LabelVoxels labels = LabelVoxels.of(new Shape(1, 1, 2), new short[][] {{1, 2}});

        assertThat(Resampling.resizeData(in, in.shape(), Spacing.UNIT, Spacing.UNIT, CUBIC))
                .isSameAs(in);
        assertThat(Resampling.resizeLabels(labels, in.shape(), Spacing.UNIT, Spacing.UNIT, LINEAR))
                .isSameAs(labels);
    }

    @Test
    void levelLabelsGoToTheNearestVoxelsElseToTheSmallest() {
        // Halving a line puts every output centre between two voxels; the upper one is nearest.
        LabelVoxels labels = LabelVoxels.of(new Shape(1, 1, 4), new short[][] {{2, 1, 1, 3}});
        assertThat(Resampling.resizeLabels(labels, new Shape(1, 1, 2), Spacing.UNIT, Spacing.UNIT, LINEAR)
                        .slice(0))
                .containsExactly(1, 3);
        // One voxel out of eight: 1 and 2 have 3/8 each, the nearest voxel is a 3 and has lost.
        LabelVoxels cube = LabelVoxels.of(new Shape(2, 2, 2), new short[][] {{3, 1, 1, 1}, {2, 2, 2, 3}});
        assertThat(Resampling.resizeLabels(cube, new Shape(1, 1, 1), Spacing.UNIT, Spacing.UNIT, LINEAR)
                        .slice(0))
                .containsExactly(1);
    }

    /** Slices of a part are the whole's, from the few input slices that the part needs. */
    @Test
    void aPartNeedsFewSlices() {
        LinearSlices whole =
                LinearSlices.of(new Shape(8, 1, 8), new Shape(5, 1, 5), Spacing.UNIT, Spacing.UNIT, LINEAR);
        LinearSlices part = whole.part(new Box(2, 0, 3, 4, 1, 5));

        // Output 2 lies at 3.5, output 3 at 5.1, output 4 at 6.7.
        assertThat(part.source()).isEqualTo(new Box(3, 0, 5, 7, 1, 8));
        assertThat(part.outShape()).isEqualTo(new Shape(2, 1, 2));
        assertThat(part.low(1)).isEqualTo(2);
        assertThat(part.high(1)).isEqualTo(3);
        float[] into = new float[2];
        part.resize(new float[] {25, 36, 49}, into);
        assertThat(into).containsExactly(new float[] {26.1f, 45.1f}, within());
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> new ResamplingSpec(2, 0, Optional.empty())).hasMessageContaining("got 2");
        assertThatThrownBy(() -> new ResamplingSpec(1, 5, Optional.empty())).hasMessageContaining("got 5");
        LabelVoxels labels = LabelVoxels.of(new Shape(1, 1, 2), new short[][] {{1, 2}});
        assertThatThrownBy(() -> Resampling.resizeLabels(labels, new Shape(1, 1, 3), Spacing.UNIT, Spacing.UNIT, CUBIC))
                .hasMessageContaining("labels are resampled with order 0 or 1");
        Shape one = new Shape(1, 1, 2);
        assertThatThrownBy(() -> LinearSlices.of(one, one, Spacing.UNIT, Spacing.UNIT, CUBIC))
                .hasMessageContaining("slices are resampled with order 0 or 1");
    }
}
