package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.exchange.CheckpointKind;

class ModelSourcesTest {
    private static final Path TINY = Path.of("src/test/resources/org/sagittal/planner/exchange/tiny.zip");

    @TempDir
    Path folder;

    /** The weights of the tiny nnU-Net model as if we had trained them. */
    private NamedTensors run(String name, String fold, String checkpoint) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        try (ModelSource tiny = ModelSources.open(TINY)) {
            NamedTensors weights = tiny.weights("3d_fullres", "0");
            Files.write(
                    run.resolve("plans.json"),
                    tiny.document("3d_fullres/plans.json").orElseThrow());
            Files.write(
                    run.resolve("dataset.json"), tiny.document("dataset.json").orElseThrow());
            Files.writeString(
                    run.resolve("run.json"),
                    "{\"configuration\": \"3d_fullres\", \"fold\": \"" + fold
                            + "\", \"training_cases\": [], \"validation_cases\": []}");
            new Checkpoint(weights, 0, 1, 0, "recipe", List.of()).write(run.resolve(checkpoint));
            return weights;
        }
    }

    @Test
    void findsRunsWhereverTheyLieBelow() throws IOException {
        NamedTensors weights = run("runs/3d_fullres/fold_0", "0", Checkpoint.FINAL);
        run("runs/3d_fullres/fold_1", "1", Checkpoint.FINAL);
        for (String place : List.of("", "runs", "runs/3d_fullres", "runs/3d_fullres/fold_0")) {
            try (ModelSource models = ModelSources.open(folder.resolve(place))) {
                MemberDescription member = models.description().onlyMember();
                assertThat(member.name()).isEqualTo("3d_fullres");
                assertThat(member.trainer()).isEqualTo("sagittal");
                assertThat(member.folds().get(0)).isEqualTo("0");
                assertThat(models.weights("3d_fullres", "0").asMap()).isEqualTo(weights.asMap());
                assertThat(models.documents()).containsExactly("dataset.json", "3d_fullres/plans.json");
                assertThat(models.sourceSha256()).hasSameSizeAs(member.folds());
            }
        }
    }

    /** As find-best leaves it, in a folder that was moved since. */
    private void chosen(String configuration) throws IOException {
        Path winner = Files.createDirectories(folder.resolve("runs/3d_fullres/crossval_results_folds_0"));
        Files.writeString(winner.resolve("postprocessing.json"), """
                {"postprocessing_fns": ["remove_all_but_largest_component_from_segmentation"],
                 "postprocessing_kwargs": [{"labels_or_regions": 1}]}""");
        Files.writeString(folder.resolve("inference_information.json"), """
                {"best_model_or_ensemble": {
                   "postprocessing_file": "/elsewhere/runs/3d_fullres/crossval_results_folds_0/postprocessing.pkl",
                   "selected_model_or_models": [
                     {"configuration": "%s", "plans_identifier": "nnUNetPlans", "trainer": "Sagittal"}]}}""".formatted(configuration));
    }

    @Test
    void theFolderOfAJobSaysWhatWasFoundBest() throws IOException {
        run("runs/3d_fullres/fold_0", "0", Checkpoint.FINAL);
        chosen("3d_fullres");
        try (ModelSource models = ModelSources.open(folder)) {
            assertThat(models.description().ensemble()).containsExactly("3d_fullres");
            assertThat(models.description().postprocessing().orElseThrow().steps())
                    .hasSize(1);
        }
        try (ModelSource models = ModelSources.open(folder.resolve("runs/3d_fullres"))) {
            assertThat(models.description().ensemble()).isEmpty();
        }
        chosen("2d");
        try (ModelSource models = ModelSources.open(folder)) {
            assertThat(models.description().ensemble())
                    .as("of what is not there")
                    .isEmpty();
            assertThat(models.description().postprocessing()).isEmpty();
        }
        Files.writeString(folder.resolve("inference_information.json"), "{");
        assertThatThrownBy(() -> ModelSources.open(folder)).hasMessageContaining("inference_information.json");
    }

    @Test
    void takesTheBestCheckpointOnlyUnlessAnotherIsAskedFor() throws IOException {
        run("run", "0", Checkpoint.BEST);
        try (ModelSource models = ModelSources.open(folder.resolve("run"))) {
            assertThat(models.description().onlyMember().checkpoint()).isEqualTo("best");
        }
        assertThatThrownBy(() -> ModelSources.open(folder.resolve("run"), CheckpointKind.FINAL))
                .hasMessageContaining("checkpoint_final")
                .hasMessageContaining("not finished");
    }

    @Test
    void aBundleOfRunsIsAModelToo() throws IOException {
        NamedTensors weights = run("work/fold_0", "0", Checkpoint.FINAL);
        Path file = folder.resolve("a.sagittal");
        try (ModelSource models = ModelSources.open(folder.resolve("work"))) {
            BundleFile.write(models, file);
            try (ModelSource bundle = ModelSources.open(file)) {
                assertThat(bundle).isInstanceOf(BundleFile.class);
                assertThat(bundle.description().members())
                        .isEqualTo(models.description().members());
                assertThat(bundle.description().provenance().sha256())
                        .isEqualTo(models.sourceSha256())
                        .containsOnlyKeys("fold_0/checkpoint_final");
                assertThat(bundle.weights("3d_fullres", "0").asMap()).isEqualTo(weights.asMap());
            }
        }
        assertThatThrownBy(() -> ModelSources.open(file, CheckpointKind.BEST))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("'final' and not best");
        Files.move(file, folder.resolve("renamed.zip"));
        try (ModelSource bundle = ModelSources.open(folder.resolve("renamed.zip"))) {
            assertThat(bundle.description().memberNames()).containsExactly("3d_fullres");
        }
    }

    @Test
    void saysWhatIsNoModel() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> ModelSources.open(empty)).hasMessageContaining("is no nnU-Net model");
        assertThatThrownBy(() -> ModelSources.open(folder.resolve("none"))).hasMessageContaining("no such file");
        run("run", "0", Checkpoint.FINAL);
        new Checkpoint(NamedTensors.of(Map.of()), 0, 1, 0, "recipe", List.of())
                .write(folder.resolve("run/checkpoint_final"));
        try (ModelSource models = ModelSources.open(folder.resolve("run"))) {
            assertThatThrownBy(() -> models.weights("3d_fullres", "0"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("is missing");
        }
    }
}
