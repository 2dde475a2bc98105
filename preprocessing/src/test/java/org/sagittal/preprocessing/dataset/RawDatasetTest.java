package org.sagittal.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.SharedData;

class RawDatasetTest {
    @TempDir
    Path folder;

    @Test
    void casesAreFoundByTheirNames() {
        RawFolder raw = RawFolder.good(folder.resolve("Dataset007_Small"));
        raw.text("imagesTr/readme.txt", "");
        raw.text("imagesTr/case_c.nii.gz", "");

        RawDataset dataset = RawDataset.open(folder.resolve("Dataset007_Small"));

        assertThat(dataset.name()).isEqualTo("Dataset007_Small");
        assertThat(dataset.description().channelNames()).containsExactly("T1", "T2");
        assertThat(dataset.description().numTraining()).isEqualTo(2);
        assertThat(dataset.description().labels().names()).containsExactly("background", "b", "a");
        assertThat(dataset.trainingCases()).extracting(RawCase::id).containsExactly("case_a", "case_b");
        RawCase first = dataset.trainingCases().get(0);
        assertThat(first.images())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("case_a_0000.nii.gz", "case_a_0001.nii.gz");
        assertThat(first.label().orElseThrow()).hasFileName("case_a.nii.gz");
        assertThat(RawDataset.casesIn(dataset.folder().resolve("imagesTr"), dataset.description()))
                .hasSize(2)
                .allMatch(c -> c.label().isEmpty());
    }

    @Test
    void listedFilesReplaceTheScanAndTheirVariablesAreReplaced() {
        RawFolder raw = new RawFolder(folder);
        raw.describe("{'channel_names': {'0': 'CT'}, 'labels': {'background': 0, 'a': 1}, 'numTraining': 2,"
                + " 'file_ending': '.nii.gz', 'dataset': {"
                + "'z': {'images': ['${DATA}/x.nii.gz'], 'label': '../labels/x.nii.gz'},"
                + "'a': {'images': ['$DATA/$MISSING/y.nii.gz'], 'label': '/abs/y.nii.gz'}}}");

        RawDataset dataset = RawDataset.open(folder, Variables.expand(Map.of("DATA", "/data")::get));

        assertThat(dataset.trainingCases()).extracting(RawCase::id).containsExactly("z", "a");
        assertThat(dataset.trainingCases().get(0).images()).containsExactly(Path.of("/data/x.nii.gz"));
        assertThat(dataset.trainingCases().get(0).label())
                .contains(folder.toAbsolutePath().getParent().resolve("labels/x.nii.gz"));
        assertThat(dataset.trainingCases().get(1).images()).containsExactly(Path.of("/data/$MISSING/y.nii.gz"));
        assertThat(dataset.trainingCases().get(1).label()).contains(Path.of("/abs/y.nii.gz"));
    }

    @Test
    void unknownKeysAndTheirOrderSurviveWriting() throws IOException {
        String json = "{\"zeta\":1,\"labels\":{\"background\":0,\"z\":1,\"a\":2},\"alpha\":[1.5,null]}";
        DatasetDescription description = DatasetDescription.parse(new ObjectMapper().readTree(json));
        Path file = folder.resolve("dataset.json");
        description.write(file);
        assertThat(DatasetDescription.read(file).json()).hasToString(json);
        assertThat(file).content().startsWith("{\n    \"zeta\": 1,\n    \"labels\": {\n        \"background\": 0,\n");
    }

    @Test
    void theFirstVersionsModalityNamesTheChannels() throws IOException {
        String json = "{\"labels\":{\"background\":0},\"modality\":{\"0\":\"MR\",\"1\":\"CT\"}}";
        assertThat(DatasetDescription.parse(new ObjectMapper().readTree(json)).channelNames())
                .containsExactly("MR", "CT");
    }

    @Test
    void aReaderNamedNoneIsNone() throws IOException {
        String json = "{\"labels\":{\"background\":0},\"overwrite_image_reader_writer\":\"%s\"}";
        ObjectMapper mapper = new ObjectMapper();
        assertThat(DatasetDescription.parse(mapper.readTree(String.format(json, "None")))
                        .imageReaderWriter())
                .isEmpty();
        assertThat(DatasetDescription.parse(mapper.readTree(String.format(json, "NibabelIO")))
                        .imageReaderWriter())
                .contains("NibabelIO");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> RawDataset.open(folder))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("dataset.json: there is no such file");
        RawFolder raw = new RawFolder(folder);
        raw.describe("{'labels': {'background': 0}");
        assertThatThrownBy(() -> RawDataset.open(folder)).hasMessageContaining("is not JSON");
        raw.describe("{'labels': {'background': 0}}");
        assertThatThrownBy(() -> RawDataset.open(folder)).hasMessageContaining("must have a \"file_ending\"");
        assertThatThrownBy(() ->
                        DatasetDescription.read(folder.resolve("dataset.json")).numTraining())
                .hasMessageContaining("numTraining");
        assertThatThrownBy(() ->
                        DatasetDescription.read(folder.resolve("dataset.json")).channelNames())
                .hasMessageContaining("channel_names");
        raw.describe("{'labels': {'background': 0}, 'file_ending': '.png'}");
        assertThatThrownBy(() -> RawDataset.open(folder)).hasMessageContaining("imagesTr: there is no such folder");
        raw.describe("[]");
        assertThatThrownBy(() -> RawDataset.open(folder)).hasMessageContaining("must be a JSON object, got array");
    }

    @Test
    void everyReferenceDescriptionIsUnderstoodAndKept() throws IOException {
        Path plans = SharedData.require("goldens/plans");
        try (Stream<Path> folders = java.nio.file.Files.list(plans)) {
            List<Path> files = folders.map(f -> f.resolve("dataset.json"))
                    .filter(java.nio.file.Files::exists)
                    .toList();
            assertThat(files).hasSizeGreaterThan(60);
            for (Path file : files) {
                DatasetDescription description = DatasetDescription.read(file);
                assertThat(description.labels().segmentationHeads()).isPositive();
                assertThat(description.channelNames()).isNotEmpty();
                assertThat(description.json().toString())
                        .isEqualTo(new ObjectMapper()
                                .readTree(java.nio.file.Files.readAllBytes(file))
                                .toString());
            }
        }
    }
}
