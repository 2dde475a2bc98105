package org.sagittal.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Real images, preprocessed by nnU-Net's DefaultPreprocessor: every folder of the reference data. */
@Tag("slow")
class PreprocessingGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> agreesWithNnunet() throws IOException {
        Path goldens = SharedData.require("goldens/preprocessing");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> folders = Files.list(goldens)) {
            for (Path folder : folders.sorted().toList()) {
                if (Files.exists(folder.resolve("plans.json"))) {
                    add(tests, folder);
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests.stream();
    }

    private static void add(List<DynamicTest> tests, Path folder) throws IOException {
        JsonNode about = JSON.readTree(folder.resolve("case.json").toFile());
        for (JsonNode configuration : about.get("configurations")) {
            for (var entry : about.get("cases").properties()) {
                Path golden = folder.resolve(configuration.asText()).resolve(entry.getKey());
                if (Files.exists(golden)) {
                    String name = folder.getFileName() + " " + configuration.asText() + " " + entry.getKey();
                    tests.add(DynamicTest.dynamicTest(
                            name, () -> compare(folder, configuration.asText(), golden, entry.getValue())));
                }
            }
        }
    }

    private static void compare(Path folder, String configuration, Path golden, JsonNode files) throws IOException {
        Path root = folder.getParent().getParent().getParent();
        JsonNode plans = JSON.readTree(folder.resolve("plans.json").toFile());
        JsonNode dataset = JSON.readTree(folder.resolve("dataset.json").toFile());
        ImageReader reader =
                ImageReaders.byName(plans.get("image_reader_writer").asText());
        List<Path> images = new ArrayList<>();
        files.get("images").forEach(f -> images.add(root.resolve(f.asText())));
        Preprocessor preprocessor = new Preprocessor(GoldenCase.spec(plans, configuration), GoldenCase.labels(dataset));

        PreprocessedCase actual = preprocessor.preprocess(
                reader.readImages(images),
                Optional.of(reader.readLabel(root.resolve(files.get("label").asText()))));

        List<FloatVoxels> data = new ArrayList<>();
        NpyArray array = NpyFormat.read(golden.resolve("data.npy.gz"));
        for (int c = 0; c < array.shape()[0]; c++) {
            data.add(array.floatVoxels(c));
        }
        assertThat(GoldenCase.compareData(data, actual.data())).isEmpty();
        JsonNode properties = JSON.readTree(golden.resolve("properties.json").toFile());
        assertThat(GoldenCase.compareGeometry(properties, actual.restoration())).isEmpty();
        LabelVoxels seg = NpyFormat.read(golden.resolve("seg.npy.gz")).labelVoxels(0);
        if (differsAtTiesOnly(golden, seg, actual.seg())) {
            // The locations then follow from our own labels, which no golden knows.
            return;
        }
        assertThat(GoldenCase.compareLabels(seg, actual.seg())).isEmpty();
        assertThat(GoldenCase.compareLocations(properties.get("class_locations"), actual.locations()))
                .isEmpty();
    }

    private static boolean differsAtTiesOnly(Path golden, LabelVoxels expected, LabelVoxels actual) {
        Path file = golden.resolve("seg_ties.npy.gz");
        if (!Files.exists(file) || !expected.shape().equals(actual.shape())) {
            return false;
        }
        Set<List<Integer>> ties = new HashSet<>();
        long[] rows = NpyFormat.read(file).longs();
        for (int i = 0; i < rows.length; i += 3) {
            ties.add(List.of((int) rows[i], (int) rows[i + 1], (int) rows[i + 2]));
        }
        boolean differs = false;
        for (int z = 0; z < expected.shape().z(); z++) {
            for (int y = 0; y < expected.shape().y(); y++) {
                for (int x = 0; x < expected.shape().x(); x++) {
                    if (expected.at(z, y, x) != actual.at(z, y, x)) {
                        if (!ties.contains(List.of(z, y, x))) {
                            return false;
                        }
                        differs = true;
                    }
                }
            }
        }
        return differs;
    }
}
