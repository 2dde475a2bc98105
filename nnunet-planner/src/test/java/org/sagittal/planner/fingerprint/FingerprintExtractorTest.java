package org.sagittal.planner.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.dataset.RawDataset;

/**
 * Three synthetic cases of two channels, one of them without foreground, as nnunetv2 2.8.1's DatasetFingerprintExtractor measured
 * them. It drew 33,333,333 voxels per case and channel.
 */
class FingerprintExtractorTest {
    private static final NpyReader READER = new NpyReader(
            "SimpleITKIO",
            Map.of(
                    "c0_image.npy.gz", new Spacing(1, 0.9, 0.8),
                    "c1_image.npy.gz", new Spacing(3, 0.5, 0.6),
                    "c2_image.npy.gz", new Spacing(1, 1, 1)));

    @TempDir
    private Path folder;

    private static Path golden(String name) {
        try {
            return Path.of(FingerprintExtractorTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("test resource must have a path", e);
        }
    }

    private RawDataset dataset(String... cases) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = (ObjectNode) mapper.readTree("{\"channel_names\": {\"0\": \"a\", \"1\": \"b\"}, \"labels\":"
                + " {\"background\": 0, \"x\": 1, \"y\": 2, \"ignore\": 3}, \"numTraining\": 3, \"file_ending\":"
                + " \".npy.gz\"}");
        ObjectNode listed = json.putObject("dataset");
        for (String id : cases) {
            ObjectNode entry = listed.putObject(id);
            entry.putArray("images").add(golden(id + "_image.npy.gz").toString());
            entry.put("label", golden(id + "_label.npy.gz").toString());
        }
        Files.writeString(folder.resolve("dataset.json"), json.toString());
        return RawDataset.open(folder);
    }

    @Test
    void findsWhatNnunetFinds() throws IOException {
        List<String> finished = Collections.synchronizedList(new ArrayList<>());

        DatasetFingerprint found = new FingerprintExtractor(READER, 2, (id, done, total) -> finished.add(id))
                .extract(dataset("c0", "c1", "c2"));

        assertThat(FingerprintComparison.compare(DatasetFingerprint.read(golden("dataset_fingerprint.json")), found))
                .isEmpty();
        assertThat(finished).containsExactlyInAnyOrder("c0", "c1", "c2");
    }

    @Test
    void writesTheFileNnunetWrites() throws IOException {
        Path golden = golden("dataset_fingerprint.json");
        Path written = folder.resolve("fingerprint.json");

        DatasetFingerprint.read(golden).write(written);

        assertThat(Files.readString(written)).isEqualTo(Files.readString(golden));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path file = folder.resolve("fp.json");
        assertThatThrownBy(() -> DatasetFingerprint.read(file)).hasMessageContaining("there is no such fingerprint");
        Files.writeString(file, "{\"spacings\": 3}");
        assertThatThrownBy(() -> DatasetFingerprint.read(file))
                .hasMessageContaining("fp.json: is not a dataset fingerprint: spacings must be a list");
        Files.writeString(
                file, Files.readString(golden("dataset_fingerprint.json")).replace("\"std\": 5", "\"sd\": 5"));
        assertThatThrownBy(() -> DatasetFingerprint.read(file))
                .hasMessageContaining("'std' must be a number, got none");
        assertThatThrownBy(() -> new DatasetFingerprint(List.of(), List.of(), false, 1, List.of()))
                .hasMessageContaining("got 0 spacings and 0 shapes");
        assertThatThrownBy(() ->
                        new DatasetFingerprint(List.of(Spacing.UNIT), List.of(new Shape(1, 1, 1)), false, 0, List.of()))
                .hasMessageContaining("must be in (0, 1], got 0.0");
    }

    @Test
    void pictureSpacingsAreWholeNumbers() throws IOException {
        NpyReader pictures = new NpyReader("NaturalImage2DIO", Map.of("c0_image.npy.gz", new Spacing(999, 1, 1)));

        DatasetFingerprint found = new FingerprintExtractor(pictures, 1, CaseProgress.SILENT).extract(dataset("c0"));

        assertThat(found.toJson().get("spacings").toString()).isEqualTo("[[999,1,1]]");
        assertThat(DatasetFingerprint.parse(found.toJson())).isEqualTo(found);
    }

    @Test
    void namesCasesThatCannotBeUsed() throws IOException {
        NpyReader noSpacing = new NpyReader("SimpleITKIO", Map.of());
        RawDataset dataset = dataset("c0", "c1");
        Files.writeString(
                folder.resolve("dataset.json"),
                Files.readString(folder.resolve("dataset.json")).replace("c1_label", "c0_label"));
        RawDataset mixed = RawDataset.open(folder);

        assertThatThrownBy(() -> new FingerprintExtractor(READER, 2, CaseProgress.SILENT).extract(mixed))
                .hasMessageContaining("1 of 2 cases cannot be used")
                .hasMessageContaining(
                        "c1: label c0_label.npy.gz must have the image's extents (6, 16, 15), got (9, 12, 14)");
        assertThatThrownBy(() -> new FingerprintExtractor(noSpacing, 2, CaseProgress.SILENT).extract(dataset))
                .hasMessageContaining("2 of 2 cases");
    }

    @Test
    void needsForeground() throws IOException {
        RawDataset empty = dataset("c2");

        assertThatThrownBy(() -> new FingerprintExtractor(READER, 1, CaseProgress.SILENT).extract(empty))
                .hasMessageContaining("at least one case must have foreground");
    }

    @Test
    void stopsWhenTold() throws IOException {
        CaseProgress stopped = new CaseProgress() {
            @Override
            public void finished(String id, int done, int total) {
                throw new IllegalStateException("no case should be worked on");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        RawDataset dataset = dataset("c0");

        assertThatThrownBy(() -> new FingerprintExtractor(READER, 1, stopped).extract(dataset))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("after 0 of 1");
    }
}
