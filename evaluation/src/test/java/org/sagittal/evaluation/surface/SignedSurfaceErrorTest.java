package org.sagittal.evaluation.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.mask.LabelPair;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class SignedSurfaceErrorTest {
    private static final Spacing SPACING = new Spacing(5, 2, 3);

    private static SignedSurfaceError of(LabelVolume reference, LabelVolume prediction, int dimensions) {
        return SignedSurfaceError.of(
                new LabelPair(reference.voxels(), prediction.voxels(), OptionalInt.empty(), dimensions)
                        .masks(LabelGroup.label("organ", 1)),
                reference.grid().spacing());
    }

    private static LabelVolume square(int firstColumn) {
        return TestLabels.of(
                new Shape(1, 9, 10),
                SPACING,
                (z, y, x) -> y >= 2 && y <= 6 && x >= firstColumn && x <= firstColumn + 4 ? 1 : 0);
    }

    /**
     * A square of 5 x 5 pixels, rows 2 mm and columns 3 mm apart, predicted one column too far to the right: its left side lies inside the
     * reference, one column (3 mm) or, near the corners, one row (2 mm) from its border; its right side lies one column outside.
     */
    @Test
    void aShiftedSquareIsTooSmallOnOneSideAndTooLargeOnTheOther() {
        SignedSurfaceError error = of(square(2), square(3), 2);
        assertThat(error.atMm(0, 4, 3)).isEqualTo(-3);
        assertThat(error.atMm(0, 3, 3)).isEqualTo(-2);
        assertThat(error.atMm(0, 2, 4)).isZero();
        assertThat(error.atMm(0, 4, 7)).isEqualTo(3);
        assertThat(error.atMm(0, 4, 5)).as("inside the prediction").isNaN();
        assertThat(error.atMm(0, 0, 0)).as("outside").isNaN();
        assertThat(error.isPredicted(0, 4, 5)).isTrue();
        assertThat(error.isPredicted(0, 4, 2)).isFalse();
        assertThat(error.sortedMm()).containsExactly(-3, -2, -2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3);
    }

    /** A cube of 5 around a cube of 3: its border lies one step outside, at corners sqrt(25 + 4 + 9) mm. */
    @Test
    void distancesGoThroughTheThirdAxis() {
        Shape shape = new Shape(9, 9, 9);
        LabelVolume small = TestLabels.of(shape, SPACING, (z, y, x) -> inCube(z, y, x, 1));
        LabelVolume large = TestLabels.of(shape, SPACING, (z, y, x) -> inCube(z, y, x, 2));
        SignedSurfaceError tooLarge = of(small, large, 3);
        assertThat(tooLarge.atMm(2, 4, 4)).isEqualTo(5);
        assertThat(tooLarge.atMm(2, 2, 2)).isCloseTo(Math.sqrt(38), within(1e-12));
        assertThat(of(large, small, 3).atMm(3, 4, 4))
                .as("two rows of 2 mm are nearer than one slice")
                .isEqualTo(-4);
        assertThat(Arrays.stream(of(large, small, 3).sortedMm()).max().orElse(1))
                .isNegative();
    }

    private static int inCube(int z, int y, int x, int radius) {
        return Math.abs(z - 4) <= radius && Math.abs(y - 4) <= radius && Math.abs(x - 4) <= radius ? 1 : 0;
    }

    @Test
    void withoutAReferenceEveryErrorIsInfiniteAndWithoutAPredictionThereIsNone() {
        LabelVolume empty = TestLabels.of(new Shape(1, 9, 10), SPACING, (z, y, x) -> 0);
        assertThat(of(empty, square(2), 2).sortedMm()).hasSize(16).containsOnly(Double.POSITIVE_INFINITY);
        assertThat(of(square(2), empty, 2).sortedMm()).isEmpty();
        assertThat(of(empty, empty, 2).sortedMm()).isEmpty();
    }
}
