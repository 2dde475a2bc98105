package org.sagittal.planner.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Real datasets, measured by nnU-Net's DatasetFingerprintExtractor: every folder of the reference data. */
@Tag("slow")
class FingerprintGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> agreesWithNnunet() throws IOException {
        Path goldens = SharedData.require("goldens/preprocessing");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> folders = Files.list(goldens)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests.stream();
    }

    private void compare(Path folder) throws IOException {
        Path root = folder.getParent().getParent().getParent();
        ObjectNode description =
                (ObjectNode) JSON.readTree(folder.resolve("dataset.json").toFile());
        ObjectNode listed = description.putObject("dataset");
        JsonNode cases = JSON.readTree(folder.resolve("case.json").toFile()).get("cases");
        for (var entry : cases.properties()) {
            ObjectNode one = listed.putObject(entry.getKey());
            ArrayNode images = one.putArray("images");
            entry.getValue()
                    .get("images")
                    .forEach(f ->
                            images.add(root.resolve(f.asText()).toAbsolutePath().toString()));
            String label = entry.getValue().get("label").asText();
            one.put("label", root.resolve(label).toAbsolutePath().toString());
        }
        Path raw =
                Files.createDirectories(temporary.resolve(folder.getFileName().toString()));
        Files.writeString(raw.resolve("dataset.json"), description.toString());
        RawDataset dataset = RawDataset.open(raw);
        ImageReader reader = Optional.of(folder.resolve("plans.json"))
                .filter(Files::exists)
                .map(FingerprintGoldenTest::plannedReader)
                .orElseGet(() -> ImageReaders.detect(
                        dataset.description().fileEnding(),
                        dataset.trainingCases().get(0).images().get(0)));

        DatasetFingerprint actual = new FingerprintExtractor(reader, 2, CaseProgress.SILENT).extract(dataset);

        assertThat(FingerprintComparison.compare(
                        DatasetFingerprint.read(folder.resolve("dataset_fingerprint.json")), actual))
                .isEmpty();
    }

    private static ImageReader plannedReader(Path plans) {
        try {
            return ImageReaders.byName(
                    JSON.readTree(plans.toFile()).get("image_reader_writer").asText());
        } catch (IOException e) {
            throw new IllegalStateException("golden plans must be readable", e);
        }
    }
}
