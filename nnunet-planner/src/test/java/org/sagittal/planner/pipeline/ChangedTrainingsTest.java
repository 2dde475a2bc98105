package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sagittal.planner.pipeline.TinyTrainings.CONFIGURATION;
import static org.sagittal.planner.pipeline.TinyTrainings.FIRST;
import static org.sagittal.planner.pipeline.TinyTrainings.LONG_AGO;
import static org.sagittal.planner.pipeline.TinyTrainings.READER;
import static org.sagittal.planner.pipeline.TinyTrainings.contents;
import static org.sagittal.planner.pipeline.TinyTrainings.options;
import static org.sagittal.planner.pipeline.TinyTrainings.replace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawDataset;

/**
 * Whatever was asked for differently, stopped, or changed among the inputs in between, the next run ends with what it would have made in a fresh
 * folder, and keeps what is still valid: validations, cascades, trainings.
 */
@Tag("slow")
class ChangedTrainingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static TinyTrainings tiny;

    @BeforeAll
    static void train() throws IOException {
        tiny = new TinyTrainings(folder);
    }

    @AfterAll
    static void stop() {
        tiny.close();
    }

    private static Map<String, String> validate(RunFolder run, RawDataset dataset) throws IOException {
        new FoldValidation(run, READER, new CaseFiles(READER)::labels)
                .run(
                        tiny.runtime,
                        dataset.trainingCases(),
                        Optional.empty(),
                        ProbabilityOutput.NONE,
                        BatchListener.NONE);
        return contents(run.folder().resolve("validation"), ".nii.gz");
    }

    @Test
    void heldOutCasesArePredictedAgainWithOtherWeightsAndFromOtherImages() throws IOException {
        RawDataset own = tiny.copyOfRaw("heldout");
        RunFolder run = tiny.copyOfRun(tiny.first, "heldout/fold_0");
        Map<String, String> before = validate(run, own);
        replace(run.folder().resolve(Checkpoint.FINAL), tiny.second.folder().resolve(Checkpoint.FINAL));
        Map<String, String> fresh = validate(tiny.copyOfRun(run, "heldout/fresh"), own);
        assertThat(fresh).isNotEqualTo(before);

        assertThat(validate(run, own)).isEqualTo(fresh);

        Path kept = run.folder().resolve("validation/ball_1.nii.gz");
        Files.setLastModifiedTime(kept, LONG_AGO);
        replace(
                own.folder().resolve("imagesTr/ball_0_0000.nii.gz"),
                own.folder().resolve("imagesTr/ball_2_0000.nii.gz"));
        Map<String, String> corrected = validate(run, own);
        assertThat(corrected.get("ball_0.nii.gz")).isNotEqualTo(fresh.get("ball_0.nii.gz"));
        assertThat(corrected.get("ball_1.nii.gz")).isEqualTo(fresh.get("ball_1.nii.gz"));
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(LONG_AGO);
    }

    /** As folders from before there were notes of cases have it. */
    @Test
    void heldOutCasesOfAnOlderFolderAreKeptUnlessTheyAreOlderThanTheWeights() throws IOException {
        RunFolder run = tiny.copyOfRun(tiny.first, "oldvalidation/fold_0");
        Map<String, String> made = validate(run, tiny.raw);
        Path notes = run.folder().resolve("validation/.cases.json");
        Path kept = run.folder().resolve("validation/ball_0.nii.gz");
        Path old = run.folder().resolve("validation/ball_1.nii.gz");
        FileTime later = FileTime.from(Instant.parse("2090-01-01T00:00:00Z"));
        Files.setLastModifiedTime(kept, later);
        replace(old, kept);
        Files.setLastModifiedTime(old, LONG_AGO);
        Files.delete(notes);

        assertThat(validate(run, tiny.raw)).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(later);
    }

    @Test
    void aCascadeLearnsFromFoldsThatDidNotTrainOnTheCase() throws IOException {
        RunFolder all = tiny.train(
                tiny.raw, tiny.folder.resolve("runs/fold_all"), "all", Fold.all(List.of("ball_0", "ball_1", "ball_2")));
        Map<String, String> expected = cascade("without", List.of(tiny.first, tiny.second), new AtomicInteger());
        assertThat(expected).hasSize(3);
        assertThat(cascade("last", List.of(tiny.first, tiny.second, all), new AtomicInteger()))
                .isEqualTo(expected);
        assertThat(cascade("first", List.of(all, tiny.first, tiny.second), new AtomicInteger()))
                .isEqualTo(expected);

        AtomicInteger again = new AtomicInteger();
        cascade("last", List.of(tiny.first, tiny.second, all), again);
        assertThat(again).as("cases made again").hasValue(0);
        assertThat(cascade("alone", List.of(all), new AtomicInteger()))
                .hasSize(3)
                .isNotEqualTo(expected);
    }

    private static Map<String, String> cascade(String name, List<RunFolder> firstStage, AtomicInteger made)
            throws IOException {
        Path store = tiny.folder.resolve("cascade").resolve(name);
        new CascadeStore(
                        tiny.plans, "3d_cascade_fullres", tiny.raw.description().labels(), READER)
                .build(
                        tiny.runtime,
                        firstStage,
                        tiny.raw.trainingCases(),
                        store,
                        (id, done, total) -> made.incrementAndGet());
        return contents(store, ".case");
    }

    @Test
    void theOrderOfRegionsIsPartOfATraining() throws IOException {
        RawDataset regions = tiny.copyOfRaw("regions");
        String json = """
                {"channel_names": {"0": "noise"}, "labels": {"background": 0, %s}, "regions_class_order": [1, 2],
                 "numTraining": 3, "file_ending": ".nii.gz"}""";
        String whole = "\"whole\": [1, 2]";
        String core = "\"core\": [2]";
        Files.writeString(regions.folder().resolve("dataset.json"), json.formatted(whole + ", " + core));
        RunFolder run = tiny.train(RawDataset.open(regions.folder()), tiny.folder.resolve("regions/run"), "0", FIRST);

        DatasetDescription same = described(json.formatted(whole + ",   " + core));
        DatasetDescription turned = described(json.formatted(core + ", " + whole));

        assertThatCode(() -> refuseOther(same, run)).doesNotThrowAnyException();
        assertThatThrownBy(() -> refuseOther(turned, run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its labels are");
        ObjectNode labels = JSON.createObjectNode().put("ball", 1).put("background", 0);
        ObjectNode otherwise = tiny.raw.description().json().deepCopy().set("labels", labels);
        assertThatCode(() -> refuseOther(DatasetDescription.parse(otherwise), tiny.first))
                .as("without regions names may stand in any order")
                .doesNotThrowAnyException();
    }

    private static DatasetDescription described(String json) throws IOException {
        return DatasetDescription.parse(JSON.readTree(json));
    }

    private static void refuseOther(DatasetDescription dataset, RunFolder run) throws IOException {
        new RunDescription(tiny.plans, CONFIGURATION, dataset, "0", FIRST).refuseOther(run.folder(), options(9));
    }
}
