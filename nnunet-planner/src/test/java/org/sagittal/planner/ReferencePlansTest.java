package org.sagittal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.planner.rules.PlanningException;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/** Every plan that nnU-Net's own planners made for the reference datasets, with all their variants, is planned equally. */
class ReferencePlansTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAILURE = ".error.txt";

    @TestFactory
    Stream<DynamicTest> plansAreThoseOfNnunet() throws IOException {
        return plansOf(SharedData.require("goldens/plans"));
    }

    @TestFactory
    Stream<DynamicTest> bundledPlansAreThoseOfNnunet() throws IOException {
        return plansOf(Path.of("src/test/resources/org/sagittal/planner/plans"));
    }

    private static Stream<DynamicTest> plansOf(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(
                            p -> p.getParent().endsWith("plans") && p.toString().endsWith(".json"))
                    .filter(p ->
                            p.getParent().getParent().getFileName().toString().startsWith("Dataset"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(f -> DynamicTest.dynamicTest(root.relativize(f).toString(), () -> compare(f)));
    }

    private static void compare(Path wanted) throws IOException {
        Path dataset = wanted.getParent().getParent();
        String file = wanted.getFileName().toString();
        if (file.endsWith(FAILURE)) {
            // nnU-Net failed here: we must as well, with a sentence.
            assertThatThrownBy(() -> plan(dataset, file.replace(FAILURE, ".json")))
                    .isInstanceOf(PlanningException.class)
                    .hasMessageContaining(";");
            return;
        }
        JsonNode written = JSON.readTree(plan(dataset, file).plans().text());
        assertThat(PlansComparison.differences(JSON.readTree(wanted.toFile()), written))
                .isEmpty();
    }

    private static PlannedExperiment plan(Path dataset, String file) throws IOException {
        return Planner.plan(
                DatasetFingerprint.read(dataset.resolve("dataset_fingerprint.json")),
                DatasetDescription.read(dataset.resolve("dataset.json")),
                options(dataset, file));
    }

    private static PlanOptions options(Path dataset, String file) throws IOException {
        Path variants = dataset.resolve("variants.json");
        JsonNode variant =
                Files.exists(variants) ? JSON.readTree(variants.toFile()).path(file) : JSON.missingNode();
        String planner = variant.path("planner").asText(file.replace(".json", ""));
        PlanOptions options = PlanOptions.of(dataset.getFileName().toString(), PlannerProfile.named(planner));
        if (variant.has("gpu_memory_target")) {
            options = options.withMemoryGb(variant.get("gpu_memory_target").doubleValue());
        }
        if (variant.has("plans_name")) {
            options = options.withPlansName(variant.get("plans_name").textValue());
        }
        if (variant.has("overwrite_target_spacing")) {
            JsonNode zyx = variant.get("overwrite_target_spacing");
            options = options.withTargetSpacing(new Spacing(
                    zyx.get(0).doubleValue(),
                    zyx.get(1).doubleValue(),
                    zyx.get(2).doubleValue()));
        }
        return variant.path("suppress_transpose").asBoolean() ? options.withoutTranspose() : options;
    }
}
