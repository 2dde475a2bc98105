package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of both sides, and what is laid ready for them. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "datasets are linked, commands are run by bash")
class TaskWordsTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private Path plans;
    private Workbench.Dataset dataset;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(Files.createDirectories(folder.resolve("work")), List.of("sagittal"), 2);
        Path raw = Files.createDirectories(folder.resolve("Dataset007_Pancreas"));
        Files.writeString(raw.resolve("dataset.json"), "{}");
        dataset = bench.link(raw);
        plans = folder.resolve("plans.json");
        Files.writeString(plans, "{\"dataset_name\": \"Dataset001_Other\", \"configurations\": {}}");
        Files.writeString(folder.resolve("splits_final.json"), "[]");
    }

    @Test
    void aDatasetKeepsItsNumberAndIsLinked() throws IOException {
        assertThat(dataset.number()).isEqualTo("007");
        assertThat(bench.folder().resolve("raw/Dataset007_Pancreas/dataset.json"))
                .exists();
        Workbench.Dataset named = bench.link(Files.createDirectories(folder.resolve("my cases")));
        assertThat(named.name()).isEqualTo("Dataset901_Bench");
        Workbench.remove(bench.folder());
        assertThat(folder.resolve("Dataset007_Pancreas/dataset.json"))
                .as("what was linked stays")
                .exists();
    }

    @Test
    void givenPlansBecomeThePeersUnderTheDatasetsName() throws IOException {
        Task task = new DatasetTasks(bench, dataset, Optional.of(plans), "2d").preprocess();
        assertThat(task.theirs().words()).containsExactly("nnUNetv2_preprocess", "-d", "007", "-c", "2d", "-np", "2");
        assertThat(task.theirs().before()).isEmpty();
        assertThat(task.ours().words()).contains("--plans", plans.toString());
        Path theirs = bench.folder().resolve("preprocessed/Dataset007_Pancreas");
        JsonNode adopted =
                new ObjectMapper().readTree(theirs.resolve("nnUNetPlans.json").toFile());
        assertThat(adopted.path("dataset_name").asText()).isEqualTo("Dataset007_Pancreas");
        assertThat(theirs.resolve("dataset.json")).exists();
        assertThat(theirs.resolve("splits_final.json")).exists();
    }

    @Test
    void bothSidesTakeTheDatasetsOwnSplitFirst() throws IOException {
        Path adopted = bench.preprocessed(dataset).resolve("splits_final.json");
        assertThat(bench.adopt(plans, dataset)).contains(folder.resolve("splits_final.json"));
        Path own = folder.resolve("Dataset007_Pancreas/splits_final.json");
        Files.writeString(own, "[{}]");
        assertThat(bench.adopt(plans, dataset))
                .hasValueSatisfying(
                        file -> assertThat(file).isEqualTo(dataset.raw().resolve("splits_final.json")));
        assertThat(adopted).hasContent("[{}]");
        Files.delete(own);
        Files.delete(folder.resolve("splits_final.json"));
        assertThat(bench.adopt(plans, dataset)).isEmpty();
        assertThat(adopted).as("a split of an earlier comparison").doesNotExist();
    }

    @Test
    void withoutPlansBothPlanFirst() throws IOException {
        Task task = new DatasetTasks(bench, dataset, Optional.empty(), "3d_fullres").preprocess();
        assertThat(task.theirs().before())
                .extracting(words -> words.get(0))
                .containsExactly("nnUNetv2_extract_fingerprint", "nnUNetv2_plan_experiment");
        assertThat(task.ours().before()).extracting(words -> words.get(1)).containsExactly("fingerprint", "plan");
        assertThat(task.ours().results()).isNotEmpty();
    }

    @Test
    void predictionTakesTheSameFoldsAndMirrorsOnBothSides() throws IOException {
        Path model = folder.resolve("model");
        Files.createDirectories(model.resolve("fold_0"));
        Files.createDirectories(model.resolve("fold_3"));
        Task full = new PredictionTask(model, folder, true, List.of()).task("predict", bench, 1);
        assertThat(full.theirs().words())
                .containsSequence("-npp", "1", "-nps", "1", "-f", "0", "3")
                .doesNotContain("--disable_tta");
        assertThat(full.ours().words()).doesNotContain("--no-mirroring").endsWith("-j", "2", "--quiet");
        Task flat = new PredictionTask(model, folder, false, List.of("--precision", "bf16")).task("ct", bench, 0);
        assertThat(flat.theirs().words()).contains("--disable_tta");
        assertThat(flat.ours().words()).contains("--no-mirroring", "--precision", "bf16");
    }

    @Test
    void aTrainingsEpochsAreReadFromBothLogs() throws Exception {
        FakePrograms fakes = new FakePrograms(folder.resolve("bin"));
        Path ours = fakes.add(
                "sagittal",
                "if [ $1 = fingerprint ]; then touch \"$4\"; fi\nif [ $1 = train ]; then mkdir -p \"$8\"; for s in 3 1 2; do echo \"{\\\"seconds\\\": $s}\"; done"
                        + " >\"$9/log.jsonl\"; fi");
        Files.writeString(
                ours,
                Files.readString(ours)
                        .replace("\"$8\"", "\"$run\"")
                        .replace("\"$9/log.jsonl\"", "\"$run/log.jsonl\"")
                        .replace("set -eu", "set -eu; run='" + folder.resolve("work/run") + "'"));
        String fingerprint = "\"$nnUNet_preprocessed/Dataset007_Pancreas/dataset_fingerprint.json\"";
        fakes.add("nnUNetv2_preprocess", "");
        String results = folder.resolve("work") + "/results/Dataset007_Pancreas/nnUNetTrainerSagittalBench"
                + "__nnUNetPlans__2d/fold_0";
        fakes.add(
                "nnUNetv2_train",
                "grep -q SAGITTAL_BENCH_ITERATIONS \"$nnUNet_extTrainer/nnUNetTrainerSagittalBench.py\"\n"
                        + "cat " + fingerprint + "\n"
                        + "mkdir -p '" + results + "'; echo \"2026: Epoch time: $SAGITTAL_BENCH_ITERATIONS.5 s\" >'"
                        + results + "/training_log_1.txt'");
        Workbench real = new Workbench(bench.folder(), List.of(ours.toString()), 2);
        TrainingTask.Length length = new TrainingTask.Length(3, 20, 5);
        Task task = new TrainingTask(plans, "2d", length, List.of()).task(real, dataset, 0);
        Comparison costs = new SideBySide(real, fakes.peers(), 1, line -> {}).run(task);
        assertThat(costs.figures())
                .filteredOn(figure -> figure.name().equals(Figure.EPOCH))
                .singleElement()
                .satisfies(figure -> assertThat(figure.ours()).containsExactly(2.0))
                .satisfies(figure -> assertThat(figure.theirs()).containsExactly(20.5));
        assertThat(fakes.calls()).hasSize(5);
        assertThat(fakes.calls().get(3))
                .contains("--epochs 3 --iterations 20 --validation-iterations 5")
                .contains("-f 0")
                .contains("--splits " + folder.resolve("splits_final.json"))
                .contains("--no-validation");
        assertThat(Files.readString(bench.folder().resolve("trainer/nnUNetTrainerSagittalBench.py")))
                .contains("def perform_actual_validation");
        assertThat(fakes.calls().get(4))
                .isEqualTo("nnUNetv2_train 007 2d 0 -tr nnUNetTrainerSagittalBench -device cpu");
    }

    @Test
    void aLengthIsPositive() {
        assertThatThrownBy(() -> new TrainingTask.Length(1, 0, 5)).hasMessageContaining("got 1, 0 and 5");
    }

    @Test
    void someCasesAreLinked() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (String name : List.of("b_0000.nii.gz", "a_0000.nii.gz", "a_0001.nii.gz", "c_0000.nii.gz", "notes.txt")) {
            Files.writeString(images.resolve(name), "");
        }
        Path into = folder.resolve("some");
        assertThat(CaseLinks.images(images, id -> true, 2, into)).containsExactly("a", "b");
        assertThat(into.toFile().list()).containsExactlyInAnyOrder("a_0000.nii.gz", "a_0001.nii.gz", "b_0000.nii.gz");
        assertThat(CaseLinks.images(images, "c"::equals, 2, into)).containsExactly("c");
        assertThat(into.toFile().list()).containsExactly("c_0000.nii.gz");
        assertThatThrownBy(() -> CaseLinks.images(images, "d"::equals, 2, into))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("asked for");
        assertThatThrownBy(() -> CaseLinks.labels(images, List.of("e"), into)).hasMessageContaining("of e");
    }
}
