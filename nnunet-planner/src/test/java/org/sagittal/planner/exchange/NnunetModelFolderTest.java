package org.sagittal.planner.exchange;

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
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.unet.NetworkSpec;

class NnunetModelFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void readsEveryRunOfTheReferenceModels() throws IOException {
        Path models = SharedData.require("goldens/models");
        int runs = 0;
        for (Path folder : folders(models)) {
            JsonNode described = JSON.readTree(folder.resolve("predict.json").toFile());
            for (JsonNode run : described.get("runs")) {
                Path path = folder.resolve(run.get("model").asText());
                List<String> folds = new ArrayList<>();
                run.get("folds").forEach(f -> folds.add(f.asText()));
                CheckpointKind kind =
                        run.get("checkpoint").asText().equals("best") ? CheckpointKind.BEST : CheckpointKind.FINAL;
                try (NnunetModelFolder model = NnunetModelFolder.open(path)) {
                    SegmentationModel read = model.model(folds, kind);
                    assertThat(read.folds()).hasSameSizeAs(folds);
                    assertThat(read.mirroringAxes()).hasSize(read.network().dimensions());
                    assertThat(model.trainerName().orElseThrow()).startsWith("nnUNetTrainer");
                }
                runs++;
            }
        }
        assertThat(runs).isGreaterThan(20);
    }

    @Test
    void readsOldPlansAndResidualEncoders() {
        try (NnunetModelFolder model =
                NnunetModelFolder.open(SharedData.require("goldens/models/hippocampus-old-plans/model.zip"))) {
            assertThat(model.network().features()).containsExactly(5, 10, 20, 20);
            assertThat(model.configurationName()).isEqualTo("3d_fullres");
            assertThat(model.folds(CheckpointKind.FINAL)).containsExactly("0");
            assertThat(model.folds(CheckpointKind.BEST)).isEmpty();
        }
        try (NnunetModelFolder model =
                NnunetModelFolder.open(SharedData.require("goldens/models/hippocampus-resenc/model"))) {
            assertThat(model.network().kind()).isEqualTo(NetworkSpec.Kind.RESIDUAL_ENCODER);
        }
    }

    @Test
    void readsACascade() {
        try (NnunetModelFolder model =
                NnunetModelFolder.open(SharedData.require("goldens/models/hippocampus-cascade/cascade.zip"))) {
            SegmentationModel cascade = model.model(List.of(), CheckpointKind.FINAL);
            assertThat(cascade.previousStage()).contains("3d_lowres");
            assertThat(cascade.network().inputChannels()).isEqualTo(3);
        }
    }

    @Test
    void choosesAmongModelsByName() {
        Path cascade = SharedData.require("goldens/models/hippocampus-cascade");
        assertThat(NnunetModelFolder.list(cascade.resolve("lowres.zip")))
                .containsExactly("nnUNetTrainer__nnUNetPlans__3d_lowres");
        NnunetModelFolder.open(cascade.resolve("lowres.zip"), "3d_lowres").close();
        assertThatThrownBy(() -> NnunetModelFolder.open(cascade.resolve("lowres.zip"), "2d"))
                .hasMessageContaining("'2d'")
                .hasMessageContaining("3d_lowres");
        assertThatThrownBy(() -> NnunetModelFolder.open(cascade.resolve("expected")))
                .hasMessageContaining("is no nnU-Net model");
        assertThatThrownBy(() -> NnunetModelFolder.open(cascade.resolve("nothing")))
                .hasMessageContaining("no such model");
    }

    @Test
    void saysWhichFoldsThereAre() {
        Path zip = SharedData.require("goldens/models/hippocampus-3d/model.zip");
        try (NnunetModelFolder model = NnunetModelFolder.open(zip)) {
            assertThatThrownBy(() -> model.checkpoint("7", CheckpointKind.FINAL))
                    .hasMessageContaining("fold_7")
                    .hasMessageContaining("[0, 1]");
            assertThat(model.model(List.of(), CheckpointKind.FINAL).folds()).hasSize(2);
        }
    }

    @TestFactory
    Stream<DynamicTest> hostileModels() throws IOException {
        Path hostile = SharedData.require("goldens/hostile-models");
        return folders(hostile).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    JsonNode expect =
                            JSON.readTree(folder.resolve("expect.json").toFile());
                    Path zip = folder.resolve("model.zip");
                    if (expect.get("refuse").asBoolean()) {
                        assertThatThrownBy(() -> read(zip))
                                .isInstanceOf(RuntimeException.class)
                                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                                .satisfies(e -> assertThat(e.getMessage()).contains("model.zip"));
                    } else {
                        boolean damaged = expect.has("must_mention");
                        assertThat(read(zip).folds().get(0).nonFinite().isEmpty())
                                .isEqualTo(!damaged);
                    }
                    assertThat(Path.of("PWNED")).doesNotExist();
                    assertThat(Path.of("../PWNED")).doesNotExist();
                }));
    }

    private static SegmentationModel read(Path zip) {
        try (NnunetModelFolder model = NnunetModelFolder.open(zip)) {
            return model.model(List.of(), CheckpointKind.FINAL);
        }
    }

    private static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(Files::isDirectory).sorted().toList();
        }
    }
}
