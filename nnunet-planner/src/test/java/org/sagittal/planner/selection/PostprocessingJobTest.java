package org.sagittal.planner.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.JsonText;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Postprocessing.KeepLargest;

/** Decisions worked by hand on rows of a few voxels. */
final class PostprocessingJobTest {
    private static final String REGIONS = """
            {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "whole": [1, 2], "core": 2},
             "regions_class_order": [1, 2], "numTraining": 2, "file_ending": ".nii.gz"}""";

    @TempDir
    private Path folder;

    private Path predictions;
    private Path truth;

    @BeforeEach
    void makeFolders() {
        predictions = folder.resolve("predictions");
        truth = folder.resolve("truth");
        TinyFolders.dataset(predictions, TinyFolders.TWO_CLASSES);
    }

    private void add(String id, String reference, String prediction) {
        TinyFolders.label(truth, id, reference);
        TinyFolders.label(predictions, id, prediction);
    }

    private LearnedPostprocessing learn() {
        return new PostprocessingJob(PredictionFolder.open(predictions, Optional.empty()), 1, SelectionListener.NONE)
                .learn(truth, true);
    }

    private static List<Boolean> taken(LearnedPostprocessing learned) {
        return learned.trials().stream().map(PostprocessingTrial::taken).toList();
    }

    @Test
    void theForegroundIsTakenIfTheMeanRisesAndNoClassGetsWorse() throws IOException {
        add("one", "1122000000", "1122000101");

        LearnedPostprocessing learned = learn();

        assertThat(learned.postprocessing().steps()).containsExactly(KeepLargest.together(List.of(1, 2)));
        assertThat(taken(learned)).containsExactly(true, false, false);
        // a: 2 * 2 / (2 + 4), b: 1
        assertThat(learned.means().scores().get(0)).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
        assertThat(learned.means().scores().get(1)).isEqualTo(1);
        assertThat(TinyFolders.digits(predictions.resolve("postprocessed/one.nii.gz")))
                .isEqualTo("1122000000");
        assertThat(TinyFolders.digits(predictions.resolve("one.nii.gz"))).isEqualTo("1122000101");
        assertThat(Postprocessing.read(predictions.resolve("postprocessing.json")))
                .isEqualTo(learned.postprocessing());
        assertThat(Files.size(predictions.resolve("postprocessing.pkl"))).isPositive();
    }

    @Test
    void theForegroundIsRefusedIfTheMeanFallsAndAClassMayStillBeTaken() {
        add("one", "11111000000022", "11111000111020");
        add("two", "12222222200000", "12222222200000");

        LearnedPostprocessing learned = learn();

        PostprocessingTrial foreground = learned.trials().get(0);
        assertThat(foreground.after()).isLessThan(foreground.before());
        assertThat(taken(learned)).containsExactly(false, true, false);
        assertThat(learned.postprocessing().steps()).containsExactly(KeepLargest.label(1));
    }

    @Test
    void aRisingMeanDoesNotExcuseAClassThatGetsWorse() {
        // The foreground step removes false a's here, but small true b's in the others.
        add("one", "1110000000", "1110011011");
        add("two", "1110022200000020", "1110022200000020");
        add("three", "2222222200000002", "2222222200000002");

        LearnedPostprocessing learned = learn();

        PostprocessingTrial foreground = learned.trials().get(0);
        assertThat(foreground.before()).isCloseTo((0.8 + 1) / 2, within(1e-12));
        assertThat(foreground.after()).isCloseTo((1 + (6 / 7.0 + 16 / 17.0) / 2) / 2, within(1e-12));
        assertThat(foreground.taken()).isFalse();
        assertThat(foreground.reason()).isEqualTo("b would get worse");
        assertThat(learned.postprocessing().steps()).containsExactly(KeepLargest.label(1));
    }

    @Test
    void regionsAreTriedOnTopOfWhatIsTakenAlready() throws IOException {
        TinyFolders.dataset(predictions, REGIONS);
        // The reference has two lesions, so that the foreground step and "whole" do not help. "core" then drops the
        // false 2.
        add("one", "1221011110000", "1221011110000");
        add("two", "1222200111100", "1222200112100");

        LearnedPostprocessing learned = learn();

        assertThat(learned.trials().stream().map(PostprocessingTrial::name))
                .containsExactly(PostprocessingTrial.WHOLE_FOREGROUND, "whole", "core");
        assertThat(taken(learned)).containsExactly(false, false, true);
        assertThat(learned.postprocessing().steps()).containsExactly(KeepLargest.label(2));
        // What is removed becomes background, although it belongs to "whole".
        assertThat(TinyFolders.digits(predictions.resolve("postprocessed/two.nii.gz")))
                .isEqualTo("1222200110100");
        assertThat(JsonText.read(predictions.resolve("postprocessing.json"))
                        .at("/postprocessed/mean")
                        .properties())
                .hasSize(2);
    }

    @Test
    void aClassThatOccursNowhereDoesNotPoisonTheDecision() {
        add("one", "1110000000", "1110000101");

        LearnedPostprocessing learned = learn();

        assertThat(learned.postprocessing().steps()).containsExactly(KeepLargest.together(List.of(1, 2)));
        assertThat(learned.means().leftOut()).containsExactly("2");
        assertThat(learned.means().scores()).last().isEqualTo(1.0);
        assertThat(learned.trials().get(2).reason()).isEqualTo("it has no Dice");
    }

    @Test
    void tiesAreKeptAndWhatDoesNotChangeIsNotTaken() {
        add("one", "1100000", "1100011");

        assertThat(learn().postprocessing()).isEqualTo(Postprocessing.NONE);
    }

    @Test
    void casesWithoutATruthAreNamed() {
        add("one", "11", "11");
        TinyFolders.label(predictions, "two", "11");

        assertThatThrownBy(this::learn).hasMessageContaining("lacks two");
    }

    @Test
    void casesOfAnotherShapeAreNamed() {
        add("one", "11", "11");
        add("two", "110", "11");

        assertThatThrownBy(this::learn).hasMessageContaining("two (").hasMessageContaining("1 of 2");
    }

    @Test
    void aReferenceWithMoreCasesIsSaid() {
        add("one", "11", "11");
        TinyFolders.label(truth, "two", "11");
        List<String> said = new ArrayList<>();

        new PostprocessingJob(PredictionFolder.open(predictions, Optional.empty()), 1, new SelectionListener() {
                    @Override
                    public void warn(String sentence) {
                        said.add(sentence);
                    }
                })
                .learn(truth, false);

        assertThat(said).singleElement().asString().contains("two");
        assertThat(predictions.resolve("postprocessed")).doesNotExist();
    }

    @Test
    void aBadCaseIsNamedAndTheOthersGoOn() throws IOException {
        TinyFolders.label(predictions, "good", "1101");
        Files.writeString(predictions.resolve("bad.nii.gz"), "no image");
        PostprocessingJob job =
                new PostprocessingJob(PredictionFolder.open(predictions, Optional.empty()), 1, SelectionListener.NONE);
        Path output = folder.resolve("output");

        assertThat(job.apply(Postprocessing.NONE.then(KeepLargest.label(1)), output, false))
                .containsOnlyKeys("bad");
        assertThat(TinyFolders.digits(output.resolve("good.nii.gz"))).isEqualTo("1100");
    }

    @Test
    void finishedCasesAreKeptWhenAsked() {
        TinyFolders.label(predictions, "one", "1101");
        Path output = folder.resolve("output");
        TinyFolders.label(output, "one", "2222");
        PostprocessingJob job =
                new PostprocessingJob(PredictionFolder.open(predictions, Optional.empty()), 1, SelectionListener.NONE);

        job.apply(Postprocessing.NONE, output, true);
        assertThat(TinyFolders.digits(output.resolve("one.nii.gz"))).isEqualTo("2222");
        job.apply(Postprocessing.NONE, output, false);
        assertThat(TinyFolders.digits(output.resolve("one.nii.gz"))).isEqualTo("1101");
    }
}
