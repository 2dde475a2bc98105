package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.cli.demo.PhantomDataset;
import org.sagittal.geometry.io.file.FolderLock;

/** What trainings and predictions here leave is what find-best, ensemble and postprocess take, command after command. */
@Tag("slow")
class SelectionCommandTest {
    @TempDir
    private static Path folder;

    private static Path raw;
    private static Path work;

    @BeforeAll
    static void trainTwoConfigurations() {
        raw = folder.resolve(PhantomDataset.NAME);
        work = folder.resolve("work");
        PhantomDataset.write(raw, 5, 1, done -> {});
        CommandRun run = CommandRun.of(
                "run",
                raw,
                "-o",
                work,
                "-c",
                "2d",
                "-c",
                "3d_fullres",
                "--epochs",
                1,
                "--iterations",
                1,
                "--validation-iterations",
                1,
                "--batch-size",
                2,
                "--seed",
                5,
                "--npz");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void findsTheBestOfOwnTrainingsInTheirWorkFolder() throws IOException {
        CommandRun run = CommandRun.of("find-best", work);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("2d + 3d_fullres").contains("<- best").contains("whole foreground");
        assertThat(work.resolve("inference_information.json")).isRegularFile();
        assertThat(Files.readString(work.resolve("inference_instructions.txt"))).contains("sagittal predict -m");
        assertThat(work.resolve("runs/2d/crossval_results_folds_0/summary.json"))
                .isRegularFile();
        assertThat(work.resolve("ensembles/ensemble___2d___3d_fullres___0/summary.json"))
                .isRegularFile();
    }

    @Test
    void aJobsFolderIsTheModelThatTheJobFoundBest() throws IOException {
        assertThat(work.resolve("inference_information.json")).isRegularFile();
        Path again = folder.resolve("again");

        CommandRun predicted = CommandRun.of("predict", "-m", work, "-i", raw.resolve("imagesTs"), "-o", again);

        assertThat(predicted.status()).as(predicted.err()).isZero();
        assertThat(again.resolve("unseen_000.nii.gz"))
                .hasSameBinaryContentAs(work.resolve("predictions/unseen_000.nii.gz"));
        assertThat(Files.readString(again.resolve("prediction.json"))).contains("labels_or_regions");
        assertThat(Files.readString(work.resolve("report/index.html"))).contains(": unseen cases");
    }

    @Test
    void predictionsAreAveragedAndPostprocessed() {
        for (String configuration : new String[] {"2d", "3d_fullres"}) {
            CommandRun predicted = CommandRun.of(
                    "predict",
                    "-m",
                    work.resolve("runs/" + configuration),
                    "-i",
                    raw.resolve("imagesTs"),
                    "-o",
                    folder.resolve(configuration),
                    "--probabilities",
                    "--no-mirroring");
            assertThat(predicted.status()).as(predicted.err()).isZero();
        }
        Path mean = folder.resolve("mean");
        CommandRun averaged = CommandRun.of(
                "ensemble", folder.resolve("2d"), folder.resolve("3d_fullres"), "-o", mean, "--probabilities");
        assertThat(averaged.status()).as(averaged.err()).isZero();
        assertThat(mean.resolve("unseen_000.npz")).isRegularFile();

        CommandRun learned = CommandRun.of("postprocess", "learn", mean, raw.resolve("labelsTs"));
        assertThat(learned.status()).as(learned.err()).isZero();
        assertThat(learned.out()).contains("Keep the largest of");
        Path done = folder.resolve("done");
        CommandRun applied = CommandRun.of(
                "postprocess",
                "apply",
                "-i",
                mean,
                "-o",
                done,
                "--postprocessing",
                mean.resolve("postprocessing.json"));
        assertThat(applied.status()).as(applied.err()).isZero();
        assertThat(done.resolve("unseen_000.nii.gz")).isRegularFile();
    }

    @Test
    void theSecondInAFolderIsTold() throws IOException {
        Path taken = folder.resolve("taken");
        Path slices = work.resolve("runs/2d/fold_0/validation");
        Path volumes = work.resolve("runs/3d_fullres/fold_0/validation");
        Path steps = Files.writeString(
                folder.resolve("steps.json"), "{\"postprocessing_fns\": [], \"postprocessing_kwargs\": []}");
        try (FolderLock first = FolderLock.take(taken)) {
            for (CommandRun second : List.of(
                    CommandRun.of("find-best", work, "-o", taken),
                    CommandRun.of("ensemble", slices, volumes, "-o", taken),
                    CommandRun.of("postprocess", "apply", "-i", slices, "-o", taken, "--postprocessing", steps),
                    CommandRun.of("convert", raw, "-o", taken))) {
                assertThat(second.status()).as(second.err()).isEqualTo(1);
                assertThat(second.err()).contains(taken + ": is in use by").hasLineCount(1);
            }
        }
        assertThat(taken).doesNotExist();
    }

    @Test
    void wrongUsesAreOneLine() {
        CommandRun one = CommandRun.of("ensemble", work, "-o", folder.resolve("nowhere"));
        assertThat(one.status()).isEqualTo(2);
        assertThat(one.err()).contains("at least two");
        CommandRun none = CommandRun.of("find-best", raw);
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("no validated training").hasLineCount(1);
        assertThat(CommandRun.of("postprocess").status()).isEqualTo(2);
    }
}
