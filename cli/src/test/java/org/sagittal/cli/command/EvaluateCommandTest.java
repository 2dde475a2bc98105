package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** {@code evaluate} on folders: what belongs together, what a bad case does, and going on after an end. */
class EvaluateCommandTest {
    private static final Shape SHAPE = new Shape(4, 12, 12);
    private static final int CASES = 6;

    @TempDir
    Path folder;

    private Path truth;
    private Path predicted;
    private Path dataset;

    @BeforeEach
    void writeCases() throws IOException {
        truth = folder.resolve("truth");
        predicted = folder.resolve("predicted");
        dataset = Files.writeString(folder.resolve("dataset.json"), """
                {"channel_names": {"0": "CT"}, "labels": {"background": 0, "organ": 1}, "numTraining": 6, "file_ending": ".nii.gz"}""");
        for (int i = 0; i < CASES; i++) {
            write(truth.resolve("case_" + i + ".nii.gz"), 3);
            write(predicted.resolve("case_" + i + ".nii.gz"), 3 + i % 3);
        }
        write(truth.resolve("case_unseen.nii.gz"), 3);
    }

    /** A box of 4 x 4 pixels in every slice. */
    private static void write(Path file, int firstColumn) {
        short[][] voxels = new short[SHAPE.z()][SHAPE.sliceVoxels()];
        for (short[] slice : voxels) {
            for (int i = 0; i < slice.length; i++) {
                int x = i % SHAPE.x();
                int y = i / SHAPE.x();
                slice[i] = (short) (y >= 4 && y < 8 && x >= firstColumn && x < firstColumn + 4 ? 1 : 0);
            }
        }
        VoxelGrid grid = VoxelGrid.of(SHAPE, new Spacing(3, 1, 1));
        VolumeFormats.forWriting(file).writeLabels(file, new LabelVolume(grid, LabelVoxels.of(SHAPE, voxels)), 3);
    }

    private CommandRun evaluate(Object... more) {
        Object[] words = new Object[5 + more.length];
        System.arraycopy(new Object[] {"evaluate", truth, predicted, "--dataset-json", dataset}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return CommandRun.of(words);
    }

    /** Shifted by 0, 1 and 2 of 4 columns: Dice 1, 0.75 and 0.5, each twice. */
    @Test
    void whatIsDoneIsTakenUpByTheNextRun() throws IOException {
        Path whole = folder.resolve("whole.json");
        CommandRun first = evaluate("-o", whole, "-j", 2);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).contains("organ                    Dice 0.7500");
        assertThat(first.err()).contains("1 references have no prediction and count nowhere, the first is case_unseen");
        assertThat(folder.resolve("whole.json.unfinished")).doesNotExist();

        Path damaged = predicted.resolve("case_4.nii.gz");
        byte[] kept = Files.readAllBytes(damaged);
        Files.write(damaged, new byte[] {1, 2, 3});
        Path resumed = folder.resolve("resumed.json");
        CommandRun failing = evaluate("-o", resumed);
        assertThat(failing.status()).isEqualTo(1);
        assertThat(failing.err()).contains("case_4: ", "1 of 6 cases could not be scored", "scores only these");
        Path journal = folder.resolve("resumed.json.unfinished");
        List<String> lines = Files.readAllLines(journal);
        assertThat(lines)
                .as("a line for the rules, one for each case that could be scored")
                .hasSize(6);

        // As a process that was killed leaves it: some cases, and half a line.
        Files.write(damaged, kept);
        Files.writeString(
                journal,
                String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 60));
        CommandRun second = evaluate("-o", resumed);
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(resumed).hasSameTextualContentAs(whole);
        assertThat(journal).doesNotExist();
    }

    @Test
    void casesAreMatchedByNameWhateverTheirFormat() throws IOException {
        for (int i = 0; i < CASES; i++) {
            Files.delete(predicted.resolve("case_" + i + ".nii.gz"));
            write(predicted.resolve("case_" + i + (i % 2 == 0 ? ".nrrd" : ".mha")), 3 + i % 3);
        }
        Files.delete(truth.resolve("case_1.nii.gz"));
        write(truth.resolve("case_1.mha"), 3);
        CommandRun run = evaluate();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("organ                    Dice 0.7500");
        assertThat(run.err()).contains("5 of 6 predictions have another format than their reference");
        assertThat(predicted.resolve("summary.json")).content().contains("case_0.nrrd", "case_1.mha");
    }

    @Test
    void twoFilesOfOneCaseAreRefused() throws IOException {
        for (int i = 0; i < CASES; i++) {
            Files.delete(predicted.resolve("case_" + i + ".nii.gz"));
        }
        write(predicted.resolve("case_1.nrrd"), 3);
        write(predicted.resolve("case_1.mha"), 3);
        CommandRun run = evaluate();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("case case_1 must have one file", "case_1.mha and case_1.nrrd", "take one away");
    }

    @Test
    void theReportDrawsTheImagesBesideTheDataset() throws IOException {
        write(folder.resolve("imagesTr/case_2_0000.nii.gz"), 1);
        Path report = folder.resolve("report");
        CommandRun run = evaluate("--report", report);
        assertThat(run.status()).as(run.err()).isZero();
        String page = Files.readString(report.resolve("index.html"));
        assertThat(page)
                .contains(
                        "<a href=\"../imagesTr/case_2_0000.nii.gz\">image</a>",
                        "<image ",
                        "signed surface error in mm");
        assertThat(page.split(">image</a>")).as("one image").hasSize(2);
        assertThat(report.resolve("figures")).isDirectoryContaining("glob:**/case-case_2.png");
        assertThat(evaluate("--report", report, "--images", folder.resolve("nowhere"))
                        .err())
                .contains("there is no such folder of images");
    }
}
