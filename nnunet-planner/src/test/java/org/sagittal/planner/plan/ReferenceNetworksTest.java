package org.sagittal.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.unet.UNet;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/** The networks that plans describe have the parameters that nnU-Net's have: small ones, old plans, full-size ones. */
class ReferenceNetworksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> parametersAreThoseOfNnunet() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SharedData.require("goldens/networks"))) {
            files = all.filter(p -> p.getFileName().toString().startsWith("parameters"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(f ->
                        DynamicTest.dynamicTest(f.getParent().getFileName() + "/" + f.getFileName(), () -> compare(f)));
    }

    private static void compare(Path file) throws IOException {
        String name = file.getFileName().toString();
        String configuration = name.equals("parameters.json")
                ? JSON.readTree(file.resolveSibling("network.json").toFile())
                        .get("configuration")
                        .textValue()
                : name.replace("parameters_", "").replace(".json", "");
        UNet network = UNet.of(Plans.read(file.resolveSibling("plans.json"))
                .configuration(configuration)
                .network(DatasetDescription.read(file.resolveSibling("dataset.json"))));
        List<String> wanted = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(file.toFile()).get("state_dict")) {
            if (!entry.path("alias").asBoolean()) {
                wanted.add(entry.get("name").textValue() + " " + entry.get("shape"));
            }
        }
        List<String> found = network.parameters().stream()
                .map(p -> p.name() + " " + JSON.valueToTree(p.shape().extents()))
                .toList();
        assertThat(found).isEqualTo(wanted);
    }
}
