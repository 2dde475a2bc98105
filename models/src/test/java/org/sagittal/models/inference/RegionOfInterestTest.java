package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.transform.AxisOrder;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.reader.Placement;

class RegionOfInterestTest {
    private static final Shape SHAPE = new Shape(9, 14, 12);
    private static final Spacing SPACING = new Spacing(3, 2, 1);

    /** Noise inside a border of zeros, so that the case is cropped as well. */
    private static CaseImages image() {
        Random random = new Random(7);
        float[][] slices = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        for (int z = 1; z < SHAPE.z() - 1; z++) {
            for (int y = 2; y < SHAPE.y(); y++) {
                for (int x = 0; x < SHAPE.x() - 3; x++) {
                    slices[z][y * SHAPE.x() + x] = random.nextFloat();
                }
            }
        }
        return new CaseImages(List.of(FloatVoxels.of(SHAPE, slices)), SPACING, new Placement.Flat());
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("resampled", List.of(4, 2, 4), List.of(1.5, 2.0, 3.0)),
                Arguments.of("same spacing", List.of(4, 2, 2), List.of(1.0, 3.0, 2.0)),
                Arguments.of("flat, in batches", List.of(4, 4), List.of(1.0, 2.0)));
    }

    /** Inside, every voxel of every result is that of the whole prediction, bit for bit; outside lies background. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void insideTheRegionNothingChanges(String name, List<Integer> patch, List<Double> spacingMm) {
        try (Runtime runtime = Runtime.open(1);
                Segmenter segmenter = Segmenter.open(
                        runtime,
                        TinyModel.of(patch, spacingMm, Optional.empty()),
                        new InferenceOptions(0.5, true, 0))) {
            PreprocessedCase prepared = segmenter.prepare(image(), Optional.empty());
            for (Box region : List.of(
                    new Box(2, 3, 1, 5, 7, 6),
                    new Box(0, 0, 0, 3, 14, 12),
                    new Box(4, 9, 5, 9, 10, 12),
                    Box.of(SHAPE))) {
                SegmentationRequest whole = new SegmentationRequest(true, Uncertainty.DISAGREEMENT, Optional.empty());
                SegmentationRequest part = new SegmentationRequest(true, Uncertainty.DISAGREEMENT, Optional.of(region));
                try (Prediction expected = segmenter.predict(prepared, whole, InferenceProgress.NONE);
                        Prediction found = segmenter.predict(prepared, part, InferenceProgress.NONE)) {
                    requireEqualInside(region, expected, found);
                }
            }
        }
    }

    private static void requireEqualInside(Box region, Prediction expected, Prediction found) {
        FloatVoxels all = expected.probabilities().orElseThrow().head(1);
        FloatVoxels some = found.probabilities().orElseThrow().head(1);
        int positive = 0;
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int y = 0; y < SHAPE.y(); y++) {
                for (int x = 0; x < SHAPE.x(); x++) {
                    boolean inside = z >= region.startZ()
                            && z < region.endZ()
                            && y >= region.startY()
                            && y < region.endY()
                            && x >= region.startX()
                            && x < region.endX();
                    assertThat(found.labels().at(z, y, x))
                            .isEqualTo(inside ? expected.labels().at(z, y, x) : (short) 0);
                    assertThat(some.at(z, y, x)).isEqualTo(inside ? all.at(z, y, x) : 0);
                    assertThat(found.uncertainty().orElseThrow().at(z, y, x))
                            .isEqualTo(
                                    inside
                                            ? expected.uncertainty()
                                                    .orElseThrow()
                                                    .at(z, y, x)
                                            : 0);
                    positive += some.at(z, y, x) > 0 ? 1 : 0;
                }
            }
        }
        assertThat(positive).isPositive();
    }

    @Test
    void onlyTheTilesItNeedsAreRun() {
        FormulaNetwork network = new FormulaNetwork(1, 2, 0);
        try (Segmenter segmenter = Segmenter.of(
                TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty()),
                List.of(network),
                new InferenceOptions(0.5, false, 1))) {
            PreprocessedCase prepared = segmenter.prepare(image(), Optional.empty());
            segmenter.predict(prepared, SegmentationRequest.LABELS, InferenceProgress.NONE);
            int all = network.calls;
            network.calls = 0;
            Box voxel = new Box(4, 7, 5, 5, 8, 6);
            segmenter.predict(
                    prepared,
                    new SegmentationRequest(false, Uncertainty.NONE, Optional.of(voxel)),
                    InferenceProgress.NONE);

            assertThat(all).isGreaterThan(100);
            assertThat(network.calls).isBetween(1, 27);
        }
    }

    @Test
    void whereTheImageIsEmptyNothingIsRun() {
        FormulaNetwork network = new FormulaNetwork(1, 2, 0);
        try (Segmenter segmenter = Segmenter.of(
                TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty()),
                List.of(network),
                new InferenceOptions(0.5, false, 1))) {
            PreprocessedCase prepared = segmenter.prepare(image(), Optional.empty());
            SegmentationRequest empty =
                    new SegmentationRequest(true, Uncertainty.ENTROPY, Optional.of(new Box(0, 0, 0, 1, 14, 12)));

            try (Prediction found = segmenter.predict(prepared, empty, InferenceProgress.NONE)) {
                assertThat(network.calls).isZero();
                assertThat(found.labels().shape()).isEqualTo(SHAPE);
                assertThat(found.probabilities().orElseThrow().head(0).at(0, 0, 0))
                        .isEqualTo(1);
                assertThat(found.probabilities().orElseThrow().head(1).at(5, 5, 5))
                        .isZero();
                assertThat(found.quality().orElseThrow().lowestAgreement()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1:3,2:4,5:6 | 1 2 5 3 4 6", ":3,2:,: | 0 2 0 3 14 12", "0:99,0:99,11:99 | 0 0 11 9 14 12"})
    void readsRanges(String text, String expected) {
        Box box = RegionOfInterest.parse(text).in(image(), ImageReaders.byName("SimpleITKIO"));

        assertThat(box.startZ() + " " + box.startY() + " " + box.startX() + " " + box.endZ() + " " + box.endY() + " "
                        + box.endX())
                .isEqualTo(expected);
    }

    /** A reader that turns images sees the file's box turned likewise: whatever voxel it holds, it holds afterwards. */
    @Test
    void turnsWithTheImage() {
        VoxelGrid grid = VoxelGrid.of(SHAPE, SPACING, new Vec3(0, 0, 0), new double[] {0, 1, 0, 0, 0, -1, 1, 0, 0});
        AxisOrder order = AxisOrder.toRas(grid);
        short[][] slices = new short[SHAPE.z()][SHAPE.sliceVoxels()];
        slices[2][3 * 12 + 4] = 1;
        LabelVoxels turned = order.apply(LabelVoxels.of(SHAPE, slices));
        CaseImages images = new CaseImages(
                List.of(order.apply(image().channels().get(0))), SPACING, new Placement.Turned(grid, order));

        Box box = RegionOfInterest.parse("2:3,3:4,4:5").in(images, ImageReaders.byName("NibabelIOWithReorient"));

        assertThat(box.shape()).isEqualTo(new Shape(1, 1, 1));
        assertThat(turned.at(box.startZ(), box.startY(), box.startX())).isEqualTo((short) 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1:3,2:4", "a:b,1:2,3:4", "3:3,0:1,0:1", "5:2,0:1,0:1", "-1:2,0:1,0:1"})
    void refusesWhatIsNoBox(String text) {
        assertThatThrownBy(() -> RegionOfInterest.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void refusesABoxOutsideOfTheImage() {
        assertThatThrownBy(
                        () -> RegionOfInterest.parse("0:1,20:30,0:1").in(image(), ImageReaders.byName("SimpleITKIO")))
                .hasMessageContaining("20")
                .hasMessageContaining("14");
    }
}
