package org.sagittal.planner.exchange.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.weights.WeightTensor;

/**
 * Checkpoints saved by torch 2.7.1 (NumPy 1.26 for those called numpy1) with all that nnU-Net's trainers may put into one, against what
 * Python reads from them. Made by {@code make_checkpoints.py} beside them.
 */
class RealCheckpointsTest {
    private static final Path FOLDER = Samples.of("checkpoints");

    @TestFactory
    Stream<DynamicTest> readsExactlyWhatPythonReads() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(FOLDER)) {
            files = found.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        return files.stream()
                .map(json -> DynamicTest.dynamicTest(json.getFileName().toString(), () -> compare(json)));
    }

    private static void compare(Path json) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(json.toFile());
        TorchCheckpoint read = TorchCheckpoint.read(Path.of(json.toString().replace(".json", ".pth")));

        JsonNode weights = expected.get("weights");
        assertThat(read.weights().names()).hasSize(weights.size());
        weights.properties().forEach(field -> {
            WeightTensor tensor = read.weights().get(field.getKey());
            assertThat(integers(field.getValue().get("shape")))
                    .as(field.getKey())
                    .isEqualTo(tensor.shape());
            JsonNode values = field.getValue().get("values");
            float[] wanted = new float[values.size()];
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = (float) values.get(i).asDouble();
            }
            assertThat(tensor.values()).as(field.getKey()).isEqualTo(wanted);
        });
        assertThat(read.trainerName()).contains(expected.get("trainer").asText());
        assertThat(read.epochs()).hasValue(expected.get("epochs").asInt());
        assertThat(read.fold()).contains(expected.get("fold").asText());
        assertThat(read.configuration()).contains("2d");
        assertThat(read.mirroringAxes()).isEqualTo(integers(expected.get("mirroring")));
        assertThat(read.plans().orElseThrow().toString())
                .isEqualTo("{\"dataset_name\":\"Dataset001_A\",\"plans_name\":\"nnUNetPlans\",\"configurations\":"
                        + "{\"2d\":{\"patch_size\":[8,8],\"spacing\":[1.0,0.5]}}}");
        assertThat(read.dataset().orElseThrow().get("labels")).hasToString("{\"background\":0,\"b\":1,\"a\":2}");
    }

    @Test
    void saysHowToSaveTheOldFormatAnew() {
        assertThatThrownBy(() -> TorchCheckpoint.read(FOLDER.resolve("old-format.pth")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("before version 1.6")
                .hasMessageContaining("torch.save");
    }

    private static List<Integer> integers(JsonNode list) {
        List<Integer> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asInt()));
        return values;
    }
}
