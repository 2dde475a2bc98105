package org.sagittal.evaluation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.LabelPair;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class TopologyTest {
    private static final Shape SHAPE = new Shape(9, 11, 15);

    private static MaskPair masks(
            TestLabels.VoxelFunction reference, TestLabels.VoxelFunction prediction, int dimensions) {
        Shape shape = dimensions == 2 ? new Shape(1, 11, 15) : SHAPE;
        return new LabelPair(
                        TestLabels.of(shape, new Spacing(3, 2, 1), reference).voxels(),
                        TestLabels.of(shape, new Spacing(3, 2, 1), prediction).voxels(),
                        OptionalInt.empty(),
                        dimensions)
                .masks(LabelGroup.label("vessel", 1));
    }

    private static int line(int z, int y, int x) {
        return z == 4 && y == 5 && x > 1 && x < 13 ? 1 : 0;
    }

    @Test
    void aLineIsItsOwnSkeleton() {
        MaskPair pair = masks(TopologyTest::line, (z, y, x) -> line(z, y, x) == 1 && x != 7 ? 1 : 0, 3);
        assertThat(Skeleton.of(pair, Skeleton.Turn.KEEPS_TOPOLOGY).count()).isEqualTo(11);
        double sensitivity = 10 / 11.0;
        assertThat(CentreLineDice.of(pair).orNaN()).isCloseTo(2 * sensitivity / (1 + sensitivity), within(1e-12));
    }

    /** A thick bar shrinks to a line of one voxel's width that stays within it and in one piece. */
    @Test
    void aBarShrinksToALine() {
        MaskPair bar =
                masks((z, y, x) -> z > 2 && z < 6 && y > 3 && y < 7 && x > 1 && x < 13 ? 1 : 0, (z, y, x) -> 0, 3);
        BitMask skeleton = Skeleton.of(bar, Skeleton.Turn.KEEPS_TOPOLOGY);
        assertThat(skeleton.count()).isBetween(5L, 13L);
        assertThat(skeleton.andNot(bar.reference()).isEmpty()).isTrue();
        assertThat(BettiNumbers.of(skeleton, 3)).isEqualTo(new BettiNumbers(1, 0, 0));
    }

    @Test
    void thinningKeepsTheTopology() {
        MaskPair torus = masks(TopologyTest::torus, TopologyTest::shell, 3);
        assertThat(BettiNumbers.of(torus.reference(), 3)).isEqualTo(new BettiNumbers(1, 1, 0));
        assertThat(BettiNumbers.of(torus.prediction(), 3)).isEqualTo(new BettiNumbers(1, 0, 1));
        assertThat(BettiNumbers.of(Skeleton.of(torus, Skeleton.Turn.KEEPS_TOPOLOGY), 3))
                .isEqualTo(new BettiNumbers(1, 1, 0));
        assertThat(BettiNumbers.of(Skeleton.of(torus.swapped(), Skeleton.Turn.KEEPS_TOPOLOGY), 3))
                .isEqualTo(new BettiNumbers(1, 0, 1));
    }

    private static int torus(int z, int y, int x) {
        boolean ring = y > 0 && y < 10 && x > 1 && x < 13 && !(y > 3 && y < 7 && x > 4 && x < 10);
        return z > 2 && z < 6 && ring ? 1 : 0;
    }

    private static int shell(int z, int y, int x) {
        boolean outer = z > 0 && z < 8 && y > 1 && y < 9 && x > 2 && x < 12;
        boolean inner = z == 4 && y == 5 && x == 7;
        return outer && !inner ? 1 : 0;
    }

    @Test
    void bettiErrorsAreDifferences() {
        assertThat(new BettiNumbers(3, 1, 0).error(new BettiNumbers(1, 2, 0))).isEqualTo(new BettiNumbers(2, 1, 0));
        assertThat(BettiNumbers.of(new BitMask(SHAPE), 3)).isEqualTo(new BettiNumbers(0, 0, 0));
    }

    @Test
    void inTwoDimensionsAHoleIsATunnel() {
        MaskPair flat = masks((z, y, x) -> torus(4, y, x), (z, y, x) -> line(4, y, x), 2);
        assertThat(BettiNumbers.of(flat.reference(), 2)).isEqualTo(new BettiNumbers(1, 1, 0));
        BitMask ring = Skeleton.of(flat, Skeleton.Turn.KEEPS_TOPOLOGY);
        assertThat(BettiNumbers.of(ring, 2)).isEqualTo(new BettiNumbers(1, 1, 0));
        assertThat(ring.count()).isLessThan(flat.reference().count() / 2);
        assertThat(Skeleton.of(flat.swapped(), Skeleton.Turn.KEEPS_TOPOLOGY).count())
                .isEqualTo(11);
    }

    @Test
    void anEmptyMaskHasNoCentreLine() {
        MaskPair one = masks(TopologyTest::line, (z, y, x) -> 0, 3);
        MaskPair apart = masks(TopologyTest::line, (z, y, x) -> line(z - 2, y, x), 3);
        assertThat(CentreLineDice.of(one).isDefined()).isFalse();
        assertThat(CentreLineDice.of(one.swapped()).isDefined()).isFalse();
        assertThat(CentreLineDice.of(apart).reason()).contains("neither centre line meets");
    }

    /** Skeletons that scikit-image 0.26 gave: shape, mask, skeleton; rows apart by slashes. */
    @Test
    void skeletonsAreThoseOfScikitImage() throws IOException {
        List<String> lines;
        try (InputStream in = TopologyTest.class.getResourceAsStream("skeletons.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSize(3 * 18);
        for (int i = 0; i < lines.size(); i += 3) {
            int[] extents = Arrays.stream(lines.get(i).split("x"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            int dimensions = extents.length;
            Shape shape = new Shape(dimensions == 3 ? extents[0] : 1, extents[dimensions - 2], extents[dimensions - 1]);
            MaskPair masks = drawn(shape, dimensions, lines.get(i + 1), lines.get(i + 2));
            BitMask skeleton = Skeleton.of(masks, Skeleton.Turn.AS_SCIKIT_IMAGE);
            assertThat(skeleton.andNot(masks.prediction()).count()
                            + masks.prediction().andNot(skeleton).count())
                    .as("case " + i / 3)
                    .isZero();
        }
    }

    private static MaskPair drawn(Shape shape, int dimensions, String mask, String skeleton) {
        String[] rows = mask.split("/");
        String[] wanted = skeleton.split("/");
        return new LabelPair(
                        TestLabels.of(
                                        shape,
                                        Spacing.UNIT,
                                        (z, y, x) -> rows[z * shape.y() + y].charAt(x) == '#' ? 1 : 0)
                                .voxels(),
                        TestLabels.of(
                                        shape,
                                        Spacing.UNIT,
                                        (z, y, x) -> wanted[z * shape.y() + y].charAt(x) == '#' ? 1 : 0)
                                .voxels(),
                        OptionalInt.empty(),
                        dimensions)
                .masks(LabelGroup.label("drawn", 1));
    }

    /** Of a cube of 2 x 2 x 2 scikit-image leaves nothing; we leave a voxel. */
    @Test
    void aSmallCubeKeepsItsTopology() {
        MaskPair cube =
                masks((z, y, x) -> z > 2 && z < 5 && y > 3 && y < 6 && x > 4 && x < 7 ? 1 : 0, (z, y, x) -> 0, 3);
        assertThat(Skeleton.of(cube, Skeleton.Turn.AS_SCIKIT_IMAGE).isEmpty()).isTrue();
        assertThat(BettiNumbers.of(Skeleton.of(cube, Skeleton.Turn.KEEPS_TOPOLOGY), 3))
                .isEqualTo(new BettiNumbers(1, 0, 0));
        MaskPair same = new MaskPair(cube.reference(), cube.reference(), cube.box(), cube.image(), 3);
        assertThat(CentreLineDice.of(same).orNaN()).isEqualTo(1);
        assertThat(CentreLineDice.asScikitImage(same).reason()).contains("no centre line");
    }
}
