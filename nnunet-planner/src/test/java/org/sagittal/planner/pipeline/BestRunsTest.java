package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestRunsTest {
    @TempDir
    private Path folder;

    /** A validated fold with the Dice of its classes a and b. */
    private RunFolder run(String configuration, String fold, String a, String b) throws IOException {
        Path run = folder.resolve(configuration + "/fold_" + fold);
        Path validation = Files.createDirectories(run.resolve("validation"));
        String mean = a.equals("NaN") || b.equals("NaN")
                ? "NaN"
                : String.valueOf((Double.parseDouble(a) + Double.parseDouble(b)) / 2);
        Files.writeString(
                validation.resolve("summary.json"),
                "{\"foreground_mean\": {\"Dice\": " + mean + "}, \"mean\": {\"1\": {\"Dice\": " + a
                        + "}, \"2\": {\"Dice\": " + b + "}}}");
        return new RunFolder(run, null, null, configuration, fold, List.of(), List.of());
    }

    private static List<String> names(List<RunFolder> runs) {
        return runs.stream().map(run -> run.configuration() + " " + run.fold()).toList();
    }

    @Test
    void theHighestMeanOverFoldsWins() throws IOException {
        List<RunFolder> runs = List.of(
                run("2d", "0", "0.9", "0.9"),
                run("2d", "1", "0.1", "0.1"),
                run("3d", "0", "0.8", "0.8"),
                run("3d", "1", "0.3", "0.3"));

        assertThat(names(BestRuns.of(runs))).containsExactly("3d 0", "3d 1");
    }

    @Test
    void theFirstWinsTiesAndOneAloneAlways() throws IOException {
        RunFolder first = run("2d", "0", "0.5", "0.7");
        assertThat(names(BestRuns.of(List.of(first, run("3d", "0", "0.7", "0.5")))))
                .containsExactly("2d 0");
        assertThat(BestRuns.of(List.of(first))).containsExactly(first);
    }

    /** Class b is nowhere; only a configuration that invents it has a Dice there, of 0. */
    @Test
    void aClassThatIsUndefinedForOneCountsForNone() throws IOException {
        List<RunFolder> runs = List.of(run("2d", "0", "0.8", "NaN"), run("3d", "0", "0.9", "0"));

        assertThat(names(BestRuns.of(runs))).containsExactly("3d 0");
    }

    @Test
    void aBrokenSummaryIsNamed() throws IOException {
        RunFolder good = run("2d", "0", "0.8", "0.8");
        RunFolder bad = run("3d", "0", "0.9", "0.9");
        Path file = bad.folder().resolve("validation/summary.json");
        for (String text : List.of("{", "{}", "{\"foreground_mean\": {\"Dice\": 1}, \"mean\": {\"1\": {}}}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> BestRuns.of(List.of(good, bad))).hasMessageContaining(file.toString());
        }
    }
}
