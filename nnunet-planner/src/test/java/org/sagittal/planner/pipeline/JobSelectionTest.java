package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.planner.selection.ModelSelection;
import org.sagittal.planner.selection.ResultsFolder;
import org.sagittal.planner.selection.SelectionListener;
import org.sagittal.planner.selection.SelectionRequest;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReaders;

/** What a job chooses among its own trainings, whatever was chosen in its folder by others, and what it reports of them. */
class JobSelectionTest {
    @TempDir
    private Path folder;

    private RawDataset raw;
    private Plans plans;
    private Path work;
    private final List<String> kept = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final JobListener listener = new JobListener() {
        @Override
        public void kept(String task) {
            kept.add(task);
        }

        @Override
        public void warn(String sentence) {
            warnings.add(sentence);
        }
    };

    @BeforeEach
    void dataset() throws IOException {
        raw = RawDataset.open(BallDataset.write(folder, 3));
        plans = Plans.parse(new ObjectMapper().readTree(BallDataset.tinyPlans()), "test");
        work = folder.resolve("work");
    }

    /** A training that found in its held-out case what is true of another. */
    private RunFolder validated(String configuration, String found) throws IOException {
        RunFolder run = trained(configuration, "0", new Fold(List.of("ball_1", "ball_2"), List.of("ball_0")));
        Path validation = Files.createDirectories(run.folder().resolve("validation"));
        Files.copy(raw.folder().resolve("labelsTr/" + found + ".nii.gz"), validation.resolve("ball_0.nii.gz"));
        Files.writeString(validation.resolve("summary.json"), "{}");
        return run;
    }

    private RunFolder trained(String configuration, String fold, Fold cases) throws IOException {
        Path run = Files.createDirectories(work.resolve("runs/" + configuration + "/fold_" + fold));
        RunDescription description = new RunDescription(plans, configuration, raw.description(), fold, cases);
        description.write(run, description.spec(run, TrainingOptions.OF_PLAN));
        return RunFolder.open(run);
    }

    private PipelineRequest request(List<String> folds) {
        PlanOptions planning = PlanOptions.of("Dataset001_Balls", PlannerProfile.EXPERIMENT);
        return new PipelineRequest(raw, work, planning, null, List.of(), folds, TrainingOptions.OF_PLAN, 1);
    }

    private Optional<RunChoice> choose(List<String> folds, RunFolder... runs) {
        return new JobSelection(request(folds), listener, FinishedSteps.open(work)).choose(List.of(runs));
    }

    /** As the command 'find-best WORK' does. */
    private void findBestOfAll() {
        new ModelSelection(
                        new SelectionRequest(
                                work,
                                ResultsFolder.open(work).configurations(),
                                List.of(0),
                                raw.folder().resolve("labelsTr"),
                                true,
                                Optional.empty(),
                                false,
                                1),
                        new SelectionListener() {})
                .run();
    }

    @Test
    void aChoiceAmongOtherTrainingsIsNotTakenOver() throws IOException {
        validated("3d_lowres", "ball_0");
        RunFolder worse = validated("3d_fullres", "ball_1");
        assertThat(choose(List.of("0"), worse).orElseThrow().configurations()).containsExactly("3d_fullres");
        findBestOfAll();
        assertThat(RunChoice.read(work).orElseThrow().configurations()).containsExactly("3d_lowres");

        RunChoice again = choose(List.of("0"), worse).orElseThrow();

        assertThat(again.configurations()).containsExactly("3d_fullres");
        assertThat(again.of(List.of(worse))).containsExactly(worse);
        assertThat(kept).isEmpty();
        assertThat(choose(List.of("0"), worse)).contains(again);
        assertThat(kept).containsExactly("find-best");
    }

    @Test
    void aChoiceWhoseFilesAreGoneOrBrokenIsMadeAnew() throws IOException {
        RunFolder run = validated("3d_fullres", "ball_0");
        RunChoice first = choose(List.of("0"), run).orElseThrow();
        Files.delete(work.resolve("runs/3d_fullres/crossval_results_folds_0/postprocessing.json"));
        assertThat(choose(List.of("0"), run)).contains(first);
        Files.writeString(work.resolve(RunChoice.INFORMATION), "{");
        assertThat(choose(List.of("0"), run)).contains(first);
        assertThat(kept).isEmpty();
    }

    @Test
    void foldAllIsNotScoredOnTheCasesItLearnedFrom() throws IOException {
        List<String> ids = List.of("ball_0", "ball_1", "ball_2");
        RunFolder fold = validated("3d_fullres", "ball_0");
        RunFolder all = trained("3d_fullres", "all", Fold.all(ids));
        List<String> folds = List.of("0", "all");
        RunChoice choice = choose(folds, fold, all).orElseThrow();

        new JobReport(request(folds), ImageReaders.byName("SimpleITKIO"), listener)
                .write(choice.of(List.of(fold, all)), Optional.of(choice.heldOut()));

        assertThat(warnings).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(work.resolve("report/summary.json").toFile())
                        .path("metric_per_case"))
                .hasSize(1);
    }
}
