package org.sagittal.planner.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.JsonText;
import org.sagittal.models.inference.Postprocessing.KeepLargest;

/** The choice on a small golden with regions and a cascade, and on rows of voxels worked by hand. */
final class ModelSelectionTest {
    private static final Path NESTED = Path.of("src/test/resources/org/sagittal/planner/selection/nested");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private final SelectionListener listener = new SelectionListener() {
        @Override
        public void warn(String sentence) {
            said.add(sentence);
        }
    };

    @Test
    void choosesScoresAndWritesWhatNnunetDid() {
        SelectionGolden golden = new SelectionGolden(NESTED);

        Selection selection = golden.choose(folder);

        golden.assertSame(folder);
        assertThat(selection.postprocessing().postprocessing().steps())
                .containsExactly(KeepLargest.together(List.of(2, 3)), KeepLargest.label(3));
    }

    @Test
    void averagesThreeFoldersAsNnunetDid() {
        new SelectionGolden(NESTED).assertSameEnsemble(folder);
    }

    @Test
    void theInstructionsRunBothStagesOfACascadeInOneCommand() throws IOException {
        List<String> lines =
                Files.readAllLines(new SelectionGolden(NESTED).choose(folder).instructions());

        String model = NESTED.resolve("results/Dataset321_Nested/nnUNetTrainer__nnUNetPlans__")
                .toString();
        List<String> commands =
                lines.stream().filter(line -> line.startsWith("sagittal")).toList();
        assertThat(commands.get(0)).contains(model + "3d_fullres ").contains("-o OUTPUT_FOLDER_MODEL_1 -f 0,1 --prob");
        assertThat(commands.get(1))
                .contains("-m " + model + "3d_cascade_fullres ")
                .contains("-o OUTPUT_FOLDER_MODEL_2 -f 0,1 -c 3d_cascade_fullres -m " + model + "3d_lowres --prob");
        assertThat(lines).anyMatch(line -> line.startsWith("(the first stage is not there yet"));
        assertThat(commands.get(2))
                .isEqualTo("sagittal ensemble OUTPUT_FOLDER_MODEL_1 OUTPUT_FOLDER_MODEL_2 -o OUTPUT_FOLDER");
        assertThat(commands.get(3)).startsWith("sagittal postprocess apply ").endsWith("postprocessing.json");
    }

    @Test
    void aFirstStageThatIsThereIsNotAskedFor() throws IOException {
        TinyFolders.label(folder.resolve("truth"), "one", "1122");
        TinyFolders.label(model("3d_cascade_fullres").resolve("fold_0/validation"), "one", "1122");
        Path first = Files.createDirectories(folder.resolve("results/nnUNetTrainer__nnUNetPlans__3d_lowres"));

        assertThat(Files.readAllLines(choose(false).instructions()))
                .anyMatch(line -> line.startsWith("sagittal predict") && line.endsWith("-m " + first))
                .noneMatch(line -> line.startsWith("("));
    }

    /** Its labels are a member's result, and need not be found twice. */
    @Test
    void aFirstStageThatIsAMemberGivesItsLabelsToTheSecond() {
        TinyFolders.label(folder.resolve("truth"), "one", "1122");
        for (String configuration : List.of("3d_lowres", "3d_cascade_fullres")) {
            TinyFolders.label(model(configuration).resolve("fold_0/validation"), "one", "1122");
        }
        Selection selection = choose(false);
        Candidate both = new Candidate(
                "ensemble",
                selection.candidates().stream()
                        .flatMap(one -> one.members().stream())
                        .toList(),
                selection.best().folder(),
                selection.best().summary());

        assertThat(new InferenceInstructions(List.of(0), both, selection.postprocessing()).text())
                .containsSubsequence("3d_lowres -i", "3d_cascade_fullres -i", "--previous OUTPUT_FOLDER_MODEL_1");
    }

    private Path model(String configuration) {
        Path model = folder.resolve("results/nnUNetTrainer__nnUNetPlans__" + configuration);
        TinyFolders.dataset(model, TinyFolders.TWO_CLASSES);
        TinyFolders.text(
                model.resolve("plans.json"),
                text(NESTED.resolve("results/Dataset321_Nested/nnUNetTrainer__nnUNetPlans__2d/plans.json")));
        return model;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Selection choose(boolean ensembles) {
        ResultsFolder results = ResultsFolder.open(folder.resolve("results"));
        List<TrainedConfiguration> all = results.configurations();
        return new ModelSelection(
                        new SelectionRequest(
                                results.folder(),
                                all,
                                results.sharedFolds(all),
                                folder.resolve("truth"),
                                ensembles,
                                Optional.empty(),
                                false,
                                1),
                        listener)
                .run();
    }

    @Test
    void aClassThatIsUndefinedForOneCandidateCountsForNone() {
        // Class b is nowhere in the truth. The better configuration predicts none; the other one does.
        TinyFolders.label(folder.resolve("truth"), "one", "1111000000");
        TinyFolders.label(model("2d").resolve("fold_0/validation"), "one", "1110000022");
        TinyFolders.label(model("3d_fullres").resolve("fold_0/validation"), "one", "1111000000");

        Selection selection = choose(true);

        assertThat(selection.best().label()).isEqualTo("3d_fullres");
        assertThat(selection.compared().leftOut()).containsExactly("2");
        assertThat(selection.compared().scores()).containsExactly(6 / 7.0, 1.0);
        assertThat(JsonText.read(selection.information())
                        .path("classes_left_out")
                        .toString())
                .isEqualTo("[\"2\"]");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("no ensemble of 2d + 3d_fullres")
                .contains("--npz");
    }

    @Test
    void equalScoresGoToTheFirst() {
        TinyFolders.label(folder.resolve("truth"), "one", "1122");
        TinyFolders.label(model("3d_fullres").resolve("fold_0/validation"), "one", "1122");
        TinyFolders.label(model("2d").resolve("fold_0/validation"), "one", "1122");

        assertThat(choose(false).best().label()).isEqualTo("2d");
        assertThat(said).isEmpty();
    }

    @Test
    void configurationsOfOtherCasesAreNotCompared() {
        TinyFolders.label(model("2d").resolve("fold_0/validation"), "one", "1122");
        TinyFolders.label(model("3d_fullres").resolve("fold_0/validation"), "two", "1122");

        assertThatThrownBy(() -> choose(false))
                .hasMessageContaining("nnUNetTrainer__nnUNetPlans__2d lacks two")
                .hasMessageContaining("3d_fullres lacks one");
    }

    @Test
    void aCaseInTwoFoldsIsRefused() {
        TinyFolders.label(model("2d").resolve("fold_0/validation"), "one", "1122");
        TinyFolders.label(model("2d").resolve("fold_1/validation"), "one", "1122");

        assertThatThrownBy(() -> choose(false)).hasMessageContaining("two folds");
    }

    @Test
    void labelMapsOfAnEarlierRunAreNotScored() {
        TinyFolders.label(folder.resolve("truth"), "one", "1122");
        Path model = model("2d");
        TinyFolders.label(model.resolve("fold_0/validation"), "one", "1122");
        TinyFolders.label(model.resolve("crossval_results_folds_0"), "stale", "0000");

        assertThat(choose(false).compared().scores()).containsExactly(1.0);
        assertThat(model.resolve("crossval_results_folds_0/stale.nii.gz")).doesNotExist();
    }

    @Test
    void foldsThatNotAllConfigurationsHaveAreNotShared() {
        TinyFolders.label(model("2d").resolve("fold_0/validation"), "one", "1122");
        TinyFolders.label(model("2d").resolve("fold_1/validation"), "two", "1122");
        TinyFolders.label(model("3d_fullres").resolve("fold_1/validation"), "two", "1122");
        ResultsFolder results = ResultsFolder.open(folder.resolve("results"));

        assertThat(results.sharedFolds(results.configurations())).containsExactly(1);
        assertThatThrownBy(() -> results.named(List.of("3d_lowres")))
                .hasMessageContaining("no trained '3d_lowres'")
                .hasMessageContaining("__2d");
        assertThatThrownBy(() -> ResultsFolder.open(folder.resolve("results/nnUNetTrainer__nnUNetPlans__2d/fold_0")))
                .hasMessageContaining("no validated training");
    }
}
