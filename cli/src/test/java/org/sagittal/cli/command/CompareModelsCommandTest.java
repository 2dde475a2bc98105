package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;

/** {@code compare-models} on folders as nnU-Net and {@code run} leave them. */
class CompareModelsCommandTest {
    private static final int CASES = 8;

    @TempDir
    Path folder;

    /** A model of two folds whose second is 0.01 better; cases lie within 0.004 of their fold's mean. */
    private Path model(String name, double mean, int seed) throws IOException {
        Path model = folder.resolve(name);
        for (int fold = 0; fold < 2; fold++) {
            List<String> cases = new ArrayList<>();
            for (int i = 0; i < CASES; i++) {
                double dice = mean + 0.01 * fold + 0.004 * ((i * 5 + seed + fold) % 8 - 3.5) / 3.5;
                cases.add(String.format(
                        Locale.ROOT,
                        "{\"metrics\": {\"1\": {\"Dice\": %.6f, \"IoU\": 0.5}}, \"prediction_file\": \"p/c%d_%d.nii.gz\"}",
                        dice,
                        fold,
                        i));
            }
            Path validation = Files.createDirectories(model.resolve("fold_" + fold + "/validation"));
            Files.writeString(
                    validation.resolve("summary.json"), "{\"metric_per_case\": [" + String.join(",\n", cases) + "]}");
        }
        return model;
    }

    @Test
    void aFolderOfModelsIsComparedInOneCommand() throws IOException {
        model("work/runs/2d", 0.80, 0);
        model("work/runs/3d_fullres", 0.90, 3);
        model("work/runs/3d_lowres", 0.899, 4);
        Path output = folder.resolve("out");
        CommandRun run = CommandRun.of("compare-models", folder.resolve("work"), "-o", output);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("dice on 16 cases, folds [0, 1]")
                .contains("3d_fullres is better than 2d, by 0.1000 where the spread is 0.0071")
                .contains("no verdict: 0.0010 lies within the spread of 0.0071")
                .contains("mean then rank      3. 2d  1. 3d_fullres  2. 3d_lowres", "Friedman: chi-square");
        assertThat(output)
                .isDirectoryContaining("glob:**/index.html")
                .isDirectoryContaining("glob:**/comparison.json")
                .isDirectoryContaining("glob:**/comparison.csv");
    }

    @Test
    void theSameNameTwiceIsTheSameModelTrainedAgain() throws IOException {
        List<Object> words = new ArrayList<>(List.of("compare-models", "-f", "0,1", "--json"));
        for (int seed = 0; seed < 2; seed++) {
            words.add("plain=" + model("plain_" + seed, 0.80 + 0.03 * seed, seed));
            words.add("deep=" + model("deep_" + seed, 0.82 + 0.03 * seed, seed));
        }
        CommandRun run = CommandRun.of(words.toArray());
        assertThat(run.status()).as(run.err()).isZero();
        // Repeats 0.03 apart have a standard deviation of 0.0212, which the lead of 0.02 does not reach.
        assertThat(run.out()).contains("\"spread_over_repeats\":0.0212", "lies within the spread of 0.0212");
    }

    @Test
    void whatCannotBeComparedIsSaid() throws IOException {
        Path one = model("one", 0.8, 0);
        CommandRun alone = CommandRun.of("compare-models", one);
        assertThat(alone.status()).isEqualTo(1);
        assertThat(alone.err()).contains("at least two models are needed, found only one");
        assertThat(CommandRun.of("compare-models", one, folder.resolve("nowhere"))
                        .err())
                .contains("there is no such file or folder of scores");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(CommandRun.of("compare-models", one, empty).err()).contains("holds no scores");
        Path other = model("other", 0.8, 0);
        Files.delete(other.resolve("fold_1/validation/summary.json"));
        Files.delete(other.resolve("fold_1/validation"));
        CommandRun folds = CommandRun.of("compare-models", one, other);
        assertThat(folds.err()).contains("must have the same folds, got [0, 1] of one and [0] of other");
        assertThat(CommandRun.of("compare-models", one, other, "-f", "0").status())
                .isZero();
        assertThat(CommandRun.of("compare-models").status()).isEqualTo(2);
    }
}
