package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.InferenceProgress;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.ProbabilityStore;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Every model and run of the reference folder, from image files to label files, against what nnU-Net wrote. */
@Tag("slow")
class PredictionParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> predictsAsNnunet() throws IOException {
        Path models = SharedData.require("goldens/models");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> found = Files.list(models)) {
            for (Path model : found.filter(Files::isDirectory).sorted().toList()) {
                JsonNode described = JSON.readTree(model.resolve("predict.json").toFile());
                for (JsonNode run : described.get("runs")) {
                    String name = model.getFileName() + " " + run.get("name").asText();
                    tests.add(DynamicTest.dynamicTest(name, () -> requireEqual(model, described, run)));
                }
            }
        }
        return tests.stream();
    }

    private void requireEqual(Path goldens, JsonNode described, JsonNode run) throws IOException {
        SegmentationModel model;
        ImageReader reader;
        try (NnunetModelFolder files =
                NnunetModelFolder.open(goldens.resolve(run.get("model").asText()))) {
            List<String> folds = new ArrayList<>();
            run.get("folds").forEach(fold -> folds.add(fold.asText()));
            boolean best = run.get("checkpoint").asText().equals("best");
            model = files.model(folds, best ? CheckpointKind.BEST : CheckpointKind.FINAL);
            reader = ImageReaders.byName(files.plans().imageReader());
        }
        InferenceOptions options = new InferenceOptions(
                run.get("step").asDouble(), run.get("mirroring").asBoolean(), 1);
        try (Runtime runtime = Runtime.open(java.lang.Runtime.getRuntime().availableProcessors());
                Segmenter segmenter = Segmenter.open(runtime, model, options)) {
            for (JsonNode input : described.get("inputs")) {
                String id = input.get("case").asText();
                String file = id + described.get("ending").asText();
                List<Path> images = new ArrayList<>();
                input.get("channels").forEach(c -> images.add(SharedData.require(c.asText())));
                Optional<LabelVoxels> previous = Optional.ofNullable(run.get("previous"))
                        .map(p -> reader.readLabel(goldens.resolve(p.asText()).resolve(file)));
                CaseImages read = reader.readImages(images);
                PreprocessedCase prepared = segmenter.prepare(read, previous);
                ExpectedLogits.require(segmenter, prepared, goldens, run, id);
                try (ProbabilityStore probabilities = segmenter.probabilityStore(prepared)) {
                    LabelVoxels labels = segmenter.predict(prepared, InferenceProgress.NONE, probabilities);
                    Path written = folder.resolve(file);
                    reader.writeLabel(labels, read, written);
                    requireLabels(reader, written, goldens, run, file);
                    ExpectedProbabilities.require(probabilities, goldens, run, id);
                }
            }
        }
    }

    /** The model that goldens/training kept, on the cases nnU-Net validated it with. */
    @Test
    void validatesAsNnunet() throws IOException {
        Path training = SharedData.require("goldens/training/hippocampus");
        Path images = SharedData.require("data/Dataset004_Hippocampus/imagesTr");
        SegmentationModel model;
        ImageReader reader;
        try (NnunetModelFolder files = NnunetModelFolder.open(training.resolve("model"))) {
            model = files.model(List.of("0"), CheckpointKind.FINAL);
            reader = ImageReaders.byName(files.plans().imageReader());
        }
        List<Path> expected;
        try (Stream<Path> found = Files.list(training.resolve("validation"))) {
            expected =
                    found.filter(f -> f.toString().endsWith(".nii.gz")).sorted().toList();
        }
        assertThat(expected).hasSize(39);
        List<RawCase> cases = expected.stream()
                .map(f -> f.getFileName().toString().replace(".nii.gz", ""))
                .map(id -> new RawCase(id, List.of(images.resolve(id + "_0000.nii.gz")), Optional.empty()))
                .toList();
        BatchRequest request =
                new BatchRequest(reader, folder, ".nii.gz", Optional.empty(), false, ProbabilityOutput.NONE);
        try (Runtime runtime = Runtime.open(java.lang.Runtime.getRuntime().availableProcessors());
                Segmenter segmenter = Segmenter.open(runtime, model, InferenceOptions.DEFAULT)) {
            BatchPrediction.of(segmenter, request).run(cases, BatchListener.NONE);
        }
        for (Path file : expected) {
            Path written = folder.resolve(file.getFileName());
            assertThat(agreement(reader.readLabel(written), reader.readLabel(file)))
                    .as("share of equal voxels of " + file.getFileName())
                    .isGreaterThanOrEqualTo(0.9999);
        }
    }

    private static void requireLabels(ImageReader reader, Path written, Path goldens, JsonNode run, String file) {
        Path expected = goldens.resolve(run.get("expected").asText()).resolve(file);
        Path float32 =
                goldens.resolve(run.get("expected_float32_sums").asText()).resolve(file);
        LabelVoxels labels = reader.readLabel(written);
        double agreement =
                Math.max(agreement(labels, reader.readLabel(expected)), agreement(labels, reader.readLabel(float32)));
        assertThat(agreement).as("share of equal voxels of " + file).isGreaterThanOrEqualTo(0.9999);
        if (file.endsWith(".nii.gz")) {
            requireSameGrid(
                    VolumeFormats.of(written).readHeader(written).grid(),
                    VolumeFormats.of(expected).readHeader(expected).grid());
        }
    }

    /** ITK's own arithmetic differs from ours in the last bits of directions near 0. */
    private static void requireSameGrid(VoxelGrid ours, VoxelGrid theirs) {
        assertThat(ours.shape()).isEqualTo(theirs.shape());
        assertThat(ours.spacing()).isEqualTo(theirs.spacing());
        assertThat(origin(ours)).containsExactly(origin(theirs), Offset.offset(0.0));
        assertThat(ours.direction()).containsExactly(theirs.direction(), Offset.offset(1e-11));
    }

    private static double[] origin(VoxelGrid grid) {
        return new double[] {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        };
    }

    static double agreement(LabelVoxels a, LabelVoxels b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        long equal = 0;
        for (int z = 0; z < a.shape().z(); z++) {
            for (int i = 0; i < a.shape().sliceVoxels(); i++) {
                equal += a.slice(z)[i] == b.slice(z)[i] ? 1 : 0;
            }
        }
        return (double) equal / a.shape().voxels();
    }
}
