package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;

class PlanCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path dataset;
    private Path fingerprint;
    private Path output;

    @BeforeEach
    void writeInputs() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("Dataset001_Small"));
        dataset = Files.writeString(raw.resolve("dataset.json"), """
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "organ": 1}, "numTraining": 3,
                 "file_ending": ".nii.gz"}""");
        fingerprint = Files.writeString(folder.resolve("dataset_fingerprint.json"), """
                {"spacings": [[2, 1.5, 1.5], [2.5, 1, 1], [2.0, 1.25, 1.5]],
                 "shapes_after_crop": [[40, 64, 60], [36, 70, 66], [38, 66, 64]],
                 "median_relative_size_after_cropping": 1.0,
                 "foreground_intensity_properties_per_channel": {"0": {"max": 9, "mean": 4, "median": 4, "min": 0,
                     "percentile_00_5": 0, "percentile_99_5": 9, "std": 2}}}""");
        output = folder.resolve("plans.json");
    }

    private CommandRun plan(Object... more) {
        Object[] words = new Object[7 + more.length];
        Object[] usual = {"plan", "--fingerprint", fingerprint, "--dataset-json", dataset, "-o", output};
        System.arraycopy(usual, 0, words, 0, 7);
        System.arraycopy(more, 0, words, 7, more.length);
        return CommandRun.of(words);
    }

    @Test
    void plansFromFilesAlone() throws IOException {
        assertThat(plan().status()).isZero();
        var plans = JSON.readTree(output.toFile());
        assertThat(plans.path("dataset_name").asText()).isEqualTo("Dataset001_Small");
        assertThat(plans.path("configurations").has("3d_fullres")).isTrue();
    }

    @Test
    void obeysSpacingNameAndMemory() throws IOException {
        assertThat(plan("--spacing", "3,2,1", "--plans-name", "Mine", "--memory-gb", "4")
                        .status())
                .isZero();
        var plans = JSON.readTree(output.toFile());
        assertThat(plans.path("plans_name").asText()).isEqualTo("Mine");
        assertThat(plans.at("/configurations/3d_fullres/spacing").toString()).isEqualTo("[3.0,2.0,1.0]");
    }

    @Test
    void aConfigurationOfTheUsersOwnSurvivesPlanningAnew() throws IOException {
        plan();
        ObjectNode plans = (ObjectNode) JSON.readTree(output.toFile());
        ObjectNode configurations = (ObjectNode) plans.get("configurations");
        configurations.putObject("mine").put("inherits_from", "3d_fullres");
        configurations.putObject("3d_lowres").put("inherits_from", "3d_fullres");
        JSON.writeValue(output.toFile(), plans);
        plan();
        assertThat(JSON.readTree(output.toFile()).get("configurations").fieldNames())
                .toIterable()
                .containsExactly("2d", "3d_fullres", "mine");
    }

    @Test
    void explainsItselfOnStdoutAndAsData() throws IOException {
        Path decisions = folder.resolve("decisions.json");
        CommandRun run = plan("--explain", "--decisions", decisions, "--gflops", "100");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("How large a piece of the image does the network see at once?")
                .contains("100.0 in 3D, as stated with --gflops");
        assertThat(JSON.readTree(decisions.toFile()).get("decisions")).isNotEmpty();
    }

    @Test
    void aTimeBudgetShrinksThePlan() throws IOException {
        plan();
        int usual = JSON.readTree(output.toFile())
                .at("/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage/0")
                .intValue();
        assertThat(plan("--budget-hours", "1", "--gflops", "50").status()).isZero();
        var plans = JSON.readTree(output.toFile());
        assertThat(plans.at("/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage/0")
                        .intValue())
                .isLessThan(usual);
        assertThat(plans.at("/configurations/3d_fullres/sagittal/epochs").intValue())
                .isPositive();
        assertThat(plans.at("/sagittal/time_budget/hours_per_fold").doubleValue())
                .isEqualTo(1);
        assertThat(plan("--budget-hours", "-1", "--gflops", "50").status()).isEqualTo(2);
    }

    @Test
    void badInputIsOneLineAndNoFile() throws IOException {
        Files.writeString(fingerprint, "{\"spacings\": []}");
        CommandRun run = plan();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("sagittal plan: ").contains("dataset_fingerprint.json");
        assertThat(output).doesNotExist();
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(CommandRun.of("plan", "-o", output).status()).isEqualTo(2);
        assertThat(plan("--spacing", "1,2").status()).isEqualTo(2);
        CommandRun unknown = plan("--planner", "Best");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("ExperimentPlanner", "Best");
    }
}
