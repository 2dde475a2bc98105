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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/** The logits of the reference folder's models, before resampling. Files are compared by the command's own test. */
@Tag("slow")
class PredictionParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> logitsAsNnunet() throws IOException {
        Path models = SharedData.require("goldens/models");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> found = Files.list(models)) {
            for (Path model : found.filter(Files::isDirectory).sorted().toList()) {
                JsonNode described = JSON.readTree(model.resolve("predict.json").toFile());
                for (JsonNode run : described.get("runs")) {
                    if (!run.has("logits")) {
                        continue;
                    }
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
            String id = run.get("logits").get("case").asText();
            for (JsonNode input : described.get("inputs")) {
                if (input.get("case").asText().equals(id)) {
                    List<Path> images = new ArrayList<>();
                    input.get("channels").forEach(c -> images.add(SharedData.require(c.asText())));
                    String file = id + described.get("ending").asText();
                    Optional<LabelVoxels> previous = Optional.ofNullable(run.get("previous"))
                            .map(p ->
                                    reader.readLabel(goldens.resolve(p.asText()).resolve(file)));
                    PreprocessedCase prepared = segmenter.prepare(reader.readImages(images), previous);
                    ExpectedLogits.require(segmenter, prepared, goldens, run, id);
                }
            }
        }
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
