package org.sagittal.evaluation.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.mask.LabelPair;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.evaluation.surface.SurfaceModel;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * One pair, worked by hand: the reference has lesions of 64, 27 and 8 voxels; the prediction shifts the first, splits the second in two
 * plates of 9, misses the third and invents one of 8.
 */
class InstanceScoresTest {
    private static final Shape SHAPE = new Shape(8, 8, 24);
    private static final Offset<Double> CLOSE = within(1e-12);

    private static MaskPair masks(TestLabels.VoxelFunction reference, TestLabels.VoxelFunction prediction) {
        return new LabelPair(
                        TestLabels.of(SHAPE, Spacing.UNIT, reference).voxels(),
                        TestLabels.of(SHAPE, Spacing.UNIT, prediction).voxels(),
                        OptionalInt.empty(),
                        3)
                .masks(LabelGroup.label("lesion", 1));
    }

    private static boolean box(int value, int from, int to) {
        return value >= from && value < to;
    }

    private static int truth(int z, int y, int x) {
        boolean a = box(z, 1, 5) && box(y, 1, 5) && box(x, 1, 5);
        boolean b = box(z, 1, 4) && box(y, 1, 4) && box(x, 10, 13);
        boolean c = box(z, 5, 7) && box(y, 5, 7) && box(x, 20, 22);
        return a || b || c ? 1 : 0;
    }

    private static int guess(int z, int y, int x) {
        boolean a = box(z, 1, 5) && box(y, 1, 5) && box(x, 2, 6);
        boolean b = box(z, 1, 4) && box(y, 1, 4) && (x == 10 || x == 12);
        boolean d = box(z, 5, 7) && box(y, 0, 2) && box(x, 16, 18);
        return a || b || d ? 1 : 0;
    }

    private static final MaskPair MASKS = masks(InstanceScoresTest::truth, InstanceScoresTest::guess);
    private static final MaskPair NOTHING = masks((z, y, x) -> 0, (z, y, x) -> 0);
    private static final InstancePair PAIR = new InstancePair(MASKS, Neighbourhood.CORNERS);

    @Test
    void oneToOneAtHalf() {
        InstanceScores scores = new InstanceScores(PAIR, Matching.ONE_TO_ONE, 0.5);
        assertThat(scores.truePositives()).isEqualTo(1);
        assertThat(scores.falsePositives()).isEqualTo(3);
        assertThat(scores.falseNegatives()).isEqualTo(2);
        assertThat(scores.recognitionQuality().orNaN()).isCloseTo(2 / 7.0, CLOSE);
        assertThat(scores.segmentationQuality().orNaN()).isCloseTo(0.6, CLOSE);
        assertThat(scores.panopticQuality().orNaN()).isCloseTo(0.6 * 2 / 7, CLOSE);
        assertThat(scores.meanDice().orNaN()).isCloseTo(0.75, CLOSE);
        assertThat(scores.meanSurfaceDistance(SurfaceModel.FACE_BORDER, Spacing.UNIT)
                        .orNaN())
                .isCloseTo(0.35714285714285715, CLOSE);
    }

    @Test
    void manyToOneJoinsThePlates() {
        InstanceScores scores = new InstanceScores(PAIR, Matching.MANY_TO_ONE, 0.5);
        assertThat(scores.truePositives()).isEqualTo(2);
        assertThat(scores.falsePositives()).isEqualTo(1);
        assertThat(scores.falseNegatives()).isEqualTo(1);
        assertThat(scores.segmentationQuality().orNaN()).isCloseTo((0.6 + 18 / 27.0) / 2, CLOSE);
        assertThat(scores.panopticQuality().orNaN()).isCloseTo(0.42222222222222, CLOSE);
    }

    @Test
    void anyOverlapCounts() {
        InstanceScores scores = new InstanceScores(PAIR, Matching.ANY_OVERLAP, 0);
        assertThat(scores.sensitivity().orNaN()).isCloseTo(2 / 3.0, CLOSE);
        assertThat(scores.precision().orNaN()).isCloseTo(3 / 4.0, CLOSE);
        assertThat(PAIR.falsePositiveVoxels()).isEqualTo(8);
        assertThat(PAIR.falseNegativeVoxels()).isEqualTo(8);
    }

    @Test
    void bratsLesionsGrowTogetherWithDilation() {
        assertThat(lesionWise(1, 0).dice().orNaN()).isCloseTo(1.55 / 4, CLOSE);
        assertThat(lesionWise(1, 50).dice().orNaN()).isCloseTo(0.375, CLOSE);
        assertThat(lesionWise(3, 0).dice().orNaN()).isCloseTo(132 / 173.0 / 3, CLOSE);
        assertThat(lesionWise(3, 50).dice().orNaN()).isCloseTo(132 / 173.0 / 2, CLOSE);
        LesionWise lesions = lesionWise(1, 0);
        assertThat(lesions.found()).isEqualTo(2);
        assertThat(lesions.missed()).isEqualTo(1);
        assertThat(lesions.falsePositives()).isEqualTo(1);
        assertThat(lesions.hd95().orNaN()).isGreaterThan(374.0 / 2).isLessThan(374.0 / 2 + 2);
    }

    private static LesionWise lesionWise(int steps, double dropped) {
        return new LesionWise(MASKS, Spacing.UNIT, new LesionWise.Settings(steps, dropped));
    }

    @Test
    void everyCellOfTheImageIsScoredByItself() {
        assertThat(VoronoiDice.cells(PAIR, Spacing.UNIT)).containsExactly(new double[] {0.75, 0.72, 0}, CLOSE);
        assertThat(VoronoiDice.mean(PAIR, Spacing.UNIT).orNaN()).isCloseTo(0.49, CLOSE);
    }

    @Test
    void withoutAnyComponentNothingIsDefinedButBratsIsPerfect() {
        InstancePair none = new InstancePair(NOTHING, Neighbourhood.CORNERS);
        InstanceScores scores = new InstanceScores(none, Matching.ONE_TO_ONE, 0.5);
        assertThat(scores.panopticQuality().isDefined()).isFalse();
        assertThat(scores.meanSurfaceDistance(SurfaceModel.FACE_BORDER, Spacing.UNIT)
                        .isDefined())
                .isFalse();
        assertThat(scores.sensitivity().isDefined()).isFalse();
        assertThat(scores.precision().isDefined()).isFalse();
        assertThat(VoronoiDice.mean(none, Spacing.UNIT).isDefined()).isFalse();
        LesionWise perfect = new LesionWise(NOTHING, Spacing.UNIT, LesionWise.Settings.GLIOMA);
        assertThat(perfect.dice().orNaN()).isEqualTo(1);
        assertThat(perfect.hd95().orNaN()).isZero();
    }

    @Test
    void withComponentsOnOneSideOnlyTheQualityIsZero() {
        InstanceScores scores = new InstanceScores(
                new InstancePair(masks(InstanceScoresTest::truth, (z, y, x) -> 0), Neighbourhood.CORNERS),
                Matching.ONE_TO_ONE,
                0.5);
        assertThat(scores.panopticQuality().orNaN()).isZero();
        assertThat(scores.falseNegatives()).isEqualTo(3);
        assertThat(scores.meanSurfaceDistance(SurfaceModel.FACE_BORDER, Spacing.UNIT)
                        .orNaN())
                .isInfinite();
    }

    @Test
    void refusesNegativeSettings() {
        assertThatThrownBy(() -> new LesionWise.Settings(-1, 0)).hasMessageContaining("got -1");
    }
}
