package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.InferenceProgress;
import org.sagittal.models.inference.ProbabilityStore;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.planner.exchange.torch.Samples;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/**
 * Prediction parity without the reference data: a model of a few hundred weights, turned axes, a cropped image, another spacing, overlapping
 * mirrored tiles. make_tiny_model.py, beside the files, made them with nnU-Net 2.8.1.
 */
class TinyModelParityTest {
    @TempDir
    Path folder;

    @Test
    void predictsAsNnunet() {
        SegmentationModel model;
        ImageReader reader;
        try (NnunetModelFolder files = NnunetModelFolder.open(Samples.of("tiny.zip"))) {
            model = files.model(List.of(), CheckpointKind.FINAL);
            reader = ImageReaders.byName(files.plans().imageReader());
        }
        CaseImages image = reader.readImages(List.of(Samples.of("tiny_image.nii.gz")));
        try (Runtime runtime = Runtime.open(1);
                Segmenter segmenter = Segmenter.open(runtime, model, InferenceOptions.DEFAULT)) {
            PreprocessedCase prepared = segmenter.prepare(image, Optional.empty());
            requireLogits(segmenter, prepared);
            try (ProbabilityStore probabilities = segmenter.probabilityStore(prepared)) {
                LabelVoxels labels = segmenter.predict(prepared, InferenceProgress.NONE, probabilities);
                requireLabels(labels);
                requireProbabilities(probabilities);
                Path written = folder.resolve("labels.nii.gz");
                reader.writeLabel(labels, image, written);
                requireLabels(reader.readLabel(written));
            }
        }
    }

    private static void requireLogits(Segmenter segmenter, PreprocessedCase prepared) {
        NpyArray expected = NpyFormat.read(Samples.of("tiny_logits.npy"));
        segmenter.logits(prepared, InferenceProgress.NONE, (z, logits) -> {
            for (int head = 0; head < 3; head++) {
                assertThat(logits[head])
                        .containsExactly(expected.floatVoxels(head).slice(z), Offset.offset(1e-5f));
            }
        });
    }

    private static void requireLabels(LabelVoxels labels) {
        LabelVoxels expected = NpyFormat.read(Samples.of("tiny_labels.npy")).labelVoxels(0);
        assertThat(labels.shape()).isEqualTo(expected.shape());
        for (int z = 0; z < labels.shape().z(); z++) {
            assertThat(labels.slice(z)).isEqualTo(expected.slice(z));
        }
    }

    private static void requireProbabilities(ProbabilityStore probabilities) {
        NpyArray expected = NpyFormat.read(Samples.of("tiny_probabilities.npy"));
        for (int head = 0; head < 3; head++) {
            FloatVoxels ours = probabilities.head(head);
            for (int z = 0; z < ours.shape().z(); z++) {
                assertThat(ours.slice(z))
                        .containsExactly(expected.floatVoxels(head).slice(z), Offset.offset(1e-3f));
            }
        }
    }
}
