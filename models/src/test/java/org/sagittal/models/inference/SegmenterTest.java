package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.reader.CaseImages;

class SegmenterTest {
    private static final Shape SHAPE = new Shape(3, 5, 8);
    private static final Spacing SPACING = new Spacing(3, 2, 1);
    private static final InferenceOptions OPTIONS = new InferenceOptions(0.5, false, 1);

    private static void requireBrightHalf(LabelVoxels labels) {
        assertThat(labels.shape()).isEqualTo(SHAPE);
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int y = 0; y < SHAPE.y(); y++) {
                for (int x = 0; x < SHAPE.x(); x++) {
                    int expected = y > 0 && x >= 4 ? 1 : 0;
                    assertThat(labels.at(z, y, x)).as(z + " " + y + " " + x).isEqualTo((short) expected);
                }
            }
        }
    }

    /** The network's second logit is twice its first: label 1 where the normalised value is above 0. */
    @Test
    void goesThereAndBackThroughTurnedAxesAndCropping() {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty());
        FormulaNetwork network = new FormulaNetwork(1, 2, 0);
        CaseImages images = TinyModel.image(SHAPE, SPACING);

        try (Segmenter segmenter = Segmenter.of(model, List.of(network), OPTIONS)) {
            requireBrightHalf(segmenter.segment(images));

            PreprocessedCase prepared = segmenter.prepare(images, Optional.empty());
            assertThat(prepared.shape()).isEqualTo(new Shape(8, 3, 4));
            try (ProbabilityStore probabilities = segmenter.probabilityStore(prepared)) {
                requireBrightHalf(segmenter.predict(prepared, InferenceProgress.NONE, probabilities));
                assertThat(probabilities.head(0).at(0, 0, 7)).isEqualTo(1);
                assertThat(probabilities.head(1).at(2, 4, 7)).isGreaterThan(0.7f);
                assertThat(probabilities.head(1).at(2, 4, 0)).isLessThan(0.3f);
            }
        }
        assertThat(network.closed).isTrue();
    }

    @Test
    void resamplesBackToTheFilesGrid() {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(0.5, 2.0, 4.0), Optional.empty());

        try (Segmenter segmenter = Segmenter.of(model, List.of(new FormulaNetwork(1, 2, 0)), OPTIONS)) {
            CaseImages images = TinyModel.image(SHAPE, SPACING);
            assertThat(segmenter.prepare(images, Optional.empty()).shape()).isEqualTo(new Shape(16, 4, 2));
            requireBrightHalf(segmenter.segment(images));
        }
    }

    @Test
    void aFlatNetworkSeesSlices() {
        SegmentationModel model = TinyModel.of(List.of(4, 4), List.of(2.0, 1.0), Optional.empty());

        try (Segmenter segmenter = Segmenter.of(model, List.of(new FormulaNetwork(1, 2, 0)), OPTIONS)) {
            requireBrightHalf(segmenter.segment(TinyModel.image(SHAPE, SPACING)));
        }
    }

    /** Previous labels 1 add 1 to the sum of channels: the dark half, at about -1, is lifted to about 0, the bright one stays. */
    @Test
    void aCascadeSeesThePreviousLabels() {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.of("3d_lowres"));
        CaseImages images = TinyModel.image(SHAPE, SPACING);
        short[][] previous = new short[3][40];
        for (short[] slice : previous) {
            java.util.Arrays.fill(slice, (short) 1);
        }
        FormulaNetwork network = new FormulaNetwork(2, 2, 1e-4f);

        try (Segmenter segmenter = Segmenter.of(model, List.of(network), OPTIONS)) {
            LabelVoxels with = segmenter.segment(images, LabelVoxels.of(SHAPE, previous));
            LabelVoxels without = segmenter.segment(images, LabelVoxels.of(SHAPE, new short[3][40]));

            assertThat(with.at(1, 2, 7)).isEqualTo((short) 1);
            assertThat(without.at(1, 2, 0)).isZero();
            assertThatThrownBy(() -> segmenter.segment(images)).hasMessageContaining("3d_lowres");
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty());
        CaseImages one = TinyModel.image(SHAPE, SPACING);
        CaseImages two =
                new CaseImages(List.of(one.channels().get(0), one.channels().get(0)), one.spacing(), one.placement());

        try (Segmenter segmenter = Segmenter.of(model, List.of(new FormulaNetwork(1, 2, 0)), OPTIONS)) {
            assertThatThrownBy(() -> segmenter.segment(two))
                    .hasMessageContaining("1")
                    .hasMessageContaining("2");
            assertThatThrownBy(() -> segmenter.segment(one, LabelVoxels.of(SHAPE, new short[3][40])))
                    .hasMessageContaining("no cascade");
        }
    }

    /** The engine and its mirrored program give an answer of the right shape, the same each time. */
    @Test
    void runsInTheEngine() {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty());
        CaseImages images = TinyModel.image(SHAPE, SPACING);

        try (Runtime runtime = Runtime.open(1);
                Segmenter segmenter = Segmenter.open(runtime, model, InferenceOptions.DEFAULT)) {
            LabelVoxels first = segmenter.segment(images);
            LabelVoxels second = segmenter.segment(images);

            assertThat(first.shape()).isEqualTo(SHAPE);
            for (int z = 0; z < SHAPE.z(); z++) {
                assertThat(second.slice(z)).isEqualTo(first.slice(z));
            }
        }
    }

    /** Labels that depend on the place of a voxel in each tile that holds it, so that a missing tile would be seen. */
    private record PlaceNetwork() implements PatchNetwork {
        @Override
        public int inputChannels() {
            return 1;
        }

        @Override
        public int heads() {
            return 2;
        }

        @Override
        public float[] logits(float[] patches, int batch, int[] patchSize) {
            float[] logits = new float[2 * patches.length];
            for (int i = 0; i < patches.length; i++) {
                logits[patches.length + i] = patches[i] * (i % 11 - 5);
            }
            return logits;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** Sums too large for heap and file: two blocks and more, up to as many as are looked at. */
    @ParameterizedTest
    @CsvSource({"1.0, 3.0, 2.0, 600", "0.5, 2.0, 4.0, 900", "0.7, 1.1, 1.3, 1500", "1.0, 3.0, 2.0, 1"})
    void blocksHaveTheLabelsOfTheWhole(double z, double y, double x, long blockBytes) {
        SegmentationModel model = TinyModel.of(List.of(4, 4, 2), List.of(z, y, x), Optional.empty());
        CaseImages images = TinyModel.image(new Shape(6, 9, 12), SPACING);
        SumsBudget little = new SumsBudget(0, 0, blockBytes, Long.MAX_VALUE);

        try (Segmenter whole = Segmenter.of(model, List.of(new PlaceNetwork()), OPTIONS);
                Segmenter cut = Segmenter.of(model, List.of(new PlaceNetwork()), OPTIONS, little)) {
            List<Double> heard = new ArrayList<>();
            LabelVoxels expected = whole.segment(images);
            LabelVoxels found = cut.predict(
                            cut.prepare(images, Optional.empty()), SegmentationRequest.LABELS, heard::add)
                    .labels();
            for (int slice = 0; slice < 6; slice++) {
                assertThat(found.slice(slice)).isEqualTo(expected.slice(slice));
            }
            assertThat(heard).isSorted().last().isEqualTo(1.0);
            assertThat(heard.stream().filter(fraction -> fraction == 0).count()).isOne();
        }
    }

    /** 9 x 12 x 6 voxels of float32 and as many labels do not go into 3,000 bytes, and the network is not asked. */
    @Test
    void aCaseWithoutRoomForItsSmallestBlockIsRefusedBeforeTheNetworkRuns() {
        SegmentationModel model = TinyModel.of(List.of(4, 4, 2), List.of(1.0, 3.0, 2.0), Optional.empty());
        CaseImages images = TinyModel.image(new Shape(6, 9, 12), SPACING);

        try (Segmenter small =
                Segmenter.of(model, List.of(new PlaceNetwork()), OPTIONS, new SumsBudget(0, 0, 1 << 30, 3000))) {
            PreprocessedCase prepared = small.prepare(images, Optional.empty());
            assertThatThrownBy(() -> small.predict(prepared, SegmentationRequest.LABELS, fraction -> {
                        throw new AssertionError("the network ran");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("there is not enough memory");
        }
    }
}
