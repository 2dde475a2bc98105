package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.unet.UNet;
import org.sagittal.preprocessing.PreprocessedCase;

class UncertaintyTest {
    private static final Shape SHAPE = new Shape(3, 5, 8);
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);
    private static final SegmentationRequest DISAGREEMENT =
            new SegmentationRequest(false, Uncertainty.DISAGREEMENT, Optional.empty());

    /** Says the same about every voxel. */
    private record Constant(float... logits) implements PatchNetwork {
        @Override
        public int inputChannels() {
            return 1;
        }

        @Override
        public int heads() {
            return logits.length;
        }

        @Override
        public float[] logits(float[] patches, int batch, int[] patchSize) {
            int voxels = patches.length / batch;
            float[] out = new float[batch * logits.length * voxels];
            for (int i = 0; i < out.length; i++) {
                out[i] = logits[i / voxels % logits.length];
            }
            return out;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static Prediction predict(Uncertainty kind, PatchNetwork... folds) {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty());
        try (Segmenter segmenter = Segmenter.of(model, List.of(folds), new InferenceOptions(0.5, false, 1))) {
            PreprocessedCase prepared =
                    segmenter.prepare(TinyModel.image(SHAPE, new Spacing(3, 2, 1)), Optional.empty());
            return segmenter.predict(
                    prepared, new SegmentationRequest(false, kind, Optional.empty()), InferenceProgress.NONE);
        }
    }

    /** By hand: (0.9, 0.1) and (0.1, 0.9) have the mean (0.5, 0.5); 1 - H(0.1) / ln 2 = 1 - 0.469 = 0.531 bits of 1. */
    @Test
    void foldsThatContradictEachOtherDisagree() {
        float logit = (float) Math.log(9);
        Prediction found = predict(Uncertainty.DISAGREEMENT, new Constant(logit, 0), new Constant(0, logit));

        assertThat(found.uncertainty().orElseThrow().at(1, 2, 3)).isCloseTo(0.531004f, CLOSE);
        assertThat(found.uncertainty().orElseThrow().at(1, 0, 3))
                .as("outside of the crop")
                .isZero();
        assertThat(predict(Uncertainty.ENTROPY, new Constant(logit, 0), new Constant(0, logit))
                        .uncertainty()
                        .orElseThrow()
                        .at(1, 2, 3))
                .isCloseTo(1f, CLOSE);
    }

    /** Two folds that are equally unsure do not disagree: that is the difference to the entropy. */
    @Test
    void foldsThatAreUnsureTogetherAgree() {
        Constant unsure = new Constant(1, 1);

        assertThat(predict(Uncertainty.DISAGREEMENT, unsure, unsure)
                        .uncertainty()
                        .orElseThrow()
                        .at(1, 2, 3))
                .isCloseTo(0f, CLOSE);
        assertThat(predict(Uncertainty.ENTROPY, unsure)
                        .uncertainty()
                        .orElseThrow()
                        .at(1, 2, 3))
                .isCloseTo(1f, CLOSE);
    }

    /** Label 1 by one fold of three, 0 by the mean: Dice 0 in that fold, 1 in those where neither finds it. */
    @Test
    void agreementIsTheMeanDiceOfTheFolds() {
        Prediction found =
                predict(Uncertainty.DISAGREEMENT, new Constant(0, 1), new Constant(5, 0), new Constant(5, 0));
        assertThat(found.quality().orElseThrow().agreement().get("bright").getAsDouble())
                .isCloseTo(2.0 / 3, Offset.offset(1e-12));
        assertThat(found.quality().orElseThrow().lowestAgreement().orElseThrow())
                .isBetween(0.6, 0.7);

        Prediction same = predict(Uncertainty.DISAGREEMENT, new Constant(0, 1), new Constant(0, 2));
        assertThat(same.quality().orElseThrow().agreement().get("bright")).isEqualTo(OptionalDouble.of(1));
        assertThat(same.quality().orElseThrow().foregroundUncertainty().getAsDouble())
                .isGreaterThan(0);

        Prediction none = predict(Uncertainty.DISAGREEMENT, new Constant(1, 0), new Constant(2, 0));
        assertThat(none.quality().orElseThrow().agreement().get("bright")).isEmpty();
        assertThat(none.quality().orElseThrow().lowestAgreement()).isEmpty();
    }

    @Test
    void regionsAreComparedOneByOne() {
        PassAgreement agreement = new PassAgreement(2, true);
        short[] common = {1, 3, 3, 0};
        agreement.count(0, new PassAgreement.Row(new short[] {1, 1, 3, 0}, 0, 4), new PassAgreement.Row(common, 0, 4));
        agreement.count(1, new PassAgreement.Row(new short[] {1, 3, 3, 2}, 0, 4), new PassAgreement.Row(common, 0, 4));

        assertThat(agreement.ofForeground().get(0).getAsDouble()).isCloseTo(1, Offset.offset(1e-12));
        // 2 * 1 / (1 + 2) and 2 * 2 / (3 + 2)
        assertThat(agreement.ofForeground().get(1).getAsDouble())
                .isCloseTo((2.0 / 3 + 4.0 / 5) / 2, Offset.offset(1e-12));
        assertThatThrownBy(() -> new PassAgreement(17, true)).hasMessageContaining("17");
    }

    /** The engine's passes give the mean of the plain program bit for bit, and what is worked out from their logits one by one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEnginesPassesAreThoseOfThePlainProgram(boolean regions) {
        SegmentationModel model = TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty());
        Random random = new Random(3);
        float[] patches = new float[2 * 16];
        for (int i = 0; i < patches.length; i++) {
            patches[i] = random.nextFloat() * 4 - 2;
        }
        int[] size = {4, 2, 2};
        try (Runtime runtime = Runtime.open(1);
                ProgramNetwork mirrored = ProgramNetwork.reference(
                        runtime, model.network(), model.folds().get(0), List.of(0, 1, 2));
                ProgramNetwork plain = ProgramNetwork.reference(
                        runtime, model.network(), model.folds().get(0), List.of())) {
            PatchPasses passes = mirrored.passes(patches, 2, size, regions);

            assertThat(passes.count()).isEqualTo(8);
            assertThat(passes.logits()).isEqualTo(mirrored.logits(patches, 2, size));
            PatchPasses first = PatchPasses.single(plain.logits(patches, 2, size), 2, 2, regions);
            PatchPasses single = plain.passes(patches, 2, size, regions);
            assertThat(single.probabilities()).containsExactly(first.probabilities(), CLOSE);
            assertThat(single.entropy()).containsExactly(first.entropy(), CLOSE);
            assertThat(single.labels()).isEqualTo(first.labels());
            assertThat(java.util.Arrays.copyOf(passes.labels(), 32)).isEqualTo(first.labels());
            for (int i = 0; i < passes.entropy().length; i++) {
                double entropy = Entropy.at(passes.probabilities(), i / 16 * 32 + i % 16, 2, 16, regions);
                assertThat(entropy).isGreaterThanOrEqualTo(passes.entropy()[i] - 1e-6);
            }
        }
    }

    @Test
    void labelsAreThoseWithoutUncertainty() {
        SegmentationModel one = TinyModel.of(List.of(4, 2, 2), List.of(1.5, 2.0, 3.0), Optional.empty());
        SegmentationModel model = new SegmentationModel(
                one.name(),
                one.preprocessing(),
                one.network(),
                one.labels(),
                one.patchSize(),
                one.mirroringAxes(),
                Optional.empty(),
                List.of(one.folds().get(0), UNet.of(one.network()).initialWeights(5)));
        try (Runtime runtime = Runtime.open(1);
                Segmenter segmenter = Segmenter.open(runtime, model, InferenceOptions.DEFAULT)) {
            PreprocessedCase prepared =
                    segmenter.prepare(TinyModel.image(SHAPE, new Spacing(3, 2, 1)), Optional.empty());
            Prediction with = segmenter.predict(prepared, DISAGREEMENT, InferenceProgress.NONE);
            Prediction without = segmenter.predict(prepared, SegmentationRequest.LABELS, InferenceProgress.NONE);

            FloatVoxels values = with.uncertainty().orElseThrow();
            assertThat(segmenter.passes()).isEqualTo(16);
            for (int z = 0; z < SHAPE.z(); z++) {
                assertThat(with.labels().slice(z)).isEqualTo(without.labels().slice(z));
                for (float value : values.slice(z)) {
                    assertThat(value).isBetween(0f, 1f);
                }
            }
            assertThat(values.at(1, 3, 3)).isPositive();
        }
    }
}
