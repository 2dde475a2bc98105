package org.sagittal.planner.exchange.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.zip.BoundedZip;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

class TorchCheckpointTest {
    @TempDir
    Path folder;

    /** types.pth was saved by torch 2.7.1, types.json holds what Python reads from it. */
    @Test
    void readsWhatTorchWrote() throws IOException {
        Path resources = Samples.of("types.pth").getParent();
        TorchCheckpoint checkpoint = TorchCheckpoint.read(resources.resolve("types.pth"));
        JsonNode expected =
                new ObjectMapper().readTree(resources.resolve("types.json").toFile());

        NamedTensors weights = checkpoint.weights();
        assertThat(weights.names()).containsExactlyElementsOf(names(expected));
        for (String name : names(expected)) {
            WeightTensor tensor = weights.get(name);
            JsonNode values = expected.get(name).get("values");
            float[] wanted = new float[values.size()];
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = values.get(i).isTextual()
                        ? Float.POSITIVE_INFINITY
                        : (float) values.get(i).asDouble();
            }
            assertThat(tensor.values()).as(name).isEqualTo(wanted);
            assertThat(tensor.shape())
                    .as(name)
                    .hasToString(expected.get(name).get("shape").toString().replace(",", ", "));
        }
        assertThat(weights.nonFinite()).containsExactly("half");
    }

    @Test
    void readsTheWordsAround() throws IOException {
        TorchCheckpoint checkpoint = TorchCheckpoint.read(Samples.of("types.pth"));

        assertThat(checkpoint.trainerName()).contains("nnUNetTrainer_5epochs");
        assertThat(checkpoint.configuration()).contains("2d");
        assertThat(checkpoint.fold()).contains("3");
        assertThat(checkpoint.epochs()).hasValue(1000);
        assertThat(checkpoint.mirroringAxes()).containsExactly(0, 1);
        assertThat(checkpoint.plans().orElseThrow())
                .hasToString(
                        "{\"dataset_name\":\"D\",\"configurations\":{\"2d\":{\"patch_size\":[8,8],\"spacing\":[1.0,0.5],"
                                + "\"x\":null,\"y\":true,\"big\":1099511627776}}}");
        assertThat(checkpoint.dataset().orElseThrow()).hasToString("{\"labels\":{\"background\":0,\"z\":2,\"a\":1}}");
    }

    @Test
    void readsEveryReferenceCheckpoint() throws IOException {
        Path goldens = SharedData.require("goldens");
        List<Path> files;
        try (Stream<Path> found = Stream.of("models", "training").flatMap(TorchCheckpointTest.walk(goldens))) {
            files = found.filter(f -> f.toString().endsWith(".pth")).toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(7);
        for (Path file : files) {
            TorchCheckpoint checkpoint = TorchCheckpoint.read(file);
            assertThat(checkpoint.weights().names())
                    .as(file.toString())
                    .noneMatch(name -> name.contains("all_modules") || name.startsWith("decoder.encoder"))
                    .anyMatch(name -> name.startsWith("decoder.seg_layers."));
            assertThat(checkpoint.trainerName()).isPresent();
            assertThat(checkpoint.plans().orElseThrow().has("configurations")).isTrue();
            assertThat(checkpoint.weights().nonFinite()).isEmpty();
        }
    }

    @Test
    void refusesAStorageOfAnotherLength() throws IOException {
        byte[] pickle = new PickleForge()
                .tensor("0", 1L << 50, 0, new long[] {3}, new long[] {1})
                .stop();

        assertThatThrownBy(() -> TorchCheckpoint.read(archive(pickle, new byte[12])))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("12 bytes");
    }

    @Test
    void refusesAStorageOutsideItsFolder() throws IOException {
        byte[] pickle = new PickleForge()
                .tensor("../data.pkl", 3, 0, new long[] {3}, new long[] {1})
                .stop();

        assertThatThrownBy(() -> TorchCheckpoint.read(archive(pickle, new byte[12])))
                .hasMessageContaining("missing from the file");
    }

    @Test
    void refusesWhatIsNoCheckpoint() throws IOException {
        Path text = Files.writeString(folder.resolve("a.pth"), "no zip");
        assertThatThrownBy(() -> TorchCheckpoint.read(text)).hasMessageContaining("no complete zip");

        byte[] list = new PickleForge().op(']').stop();
        assertThatThrownBy(() -> TorchCheckpoint.read(archive(list, new byte[4])))
                .hasMessageContaining("network_weights");
    }

    @Test
    void survivesAListThatHoldsItself() throws IOException {
        byte[] pickle = new PickleForge()
                .op('}')
                .op('(')
                .text("network_weights")
                .op('}')
                .text("logging")
                .op(']')
                .raw('q', 0, 'h', 0)
                .op('a')
                .text("init_args")
                .op('}')
                .text("plans")
                .op('}')
                .raw('q', 1)
                .text("a")
                .raw('h', 1)
                .op('s')
                .op('s')
                .op('u')
                .stop();
        TorchCheckpoint checkpoint = TorchCheckpoint.read(archive(pickle, new byte[4]));

        assertThatThrownBy(checkpoint::plans).hasMessageContaining("deeper");
    }

    @Test
    void refusesADamagedEntry() throws IOException {
        byte[] pickle = new PickleForge().op(']').stop();
        Path file = archive(pickle, "some storage of the model".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("some storage");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        try (BoundedZip zip = BoundedZip.open(file)) {
            assertThatThrownBy(() -> zip.read("archive/data/0", 1000)).hasMessageContaining("damaged");
        }
    }

    private Path archive(byte[] pickle, byte[] storage) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", pickle);
        entries.put("archive/data/0", storage);
        return zip(folder.resolve("made.pth"), entries);
    }

    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        try (ZipFile check = new ZipFile(file.toFile())) {
            assertThat(check.size()).isEqualTo(entries.size());
        }
        return file;
    }

    private static java.util.function.Function<String, Stream<Path>> walk(Path root) {
        return part -> {
            try {
                return Files.walk(root.resolve(part));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
