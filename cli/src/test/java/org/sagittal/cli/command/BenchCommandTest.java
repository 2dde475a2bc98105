package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.cli.demo.PhantomDataset;

class BenchCommandTest {
    @TempDir
    private Path folder;

    @Test
    void wrongWordsAreRefusedBeforeAnythingRuns() {
        assertThat(CommandRun.of("bench", "--runs", "0").err()).contains("--runs must be at least 1, got 0");
        assertThat(CommandRun.of("bench", "--warm-ups", "-1").err()).contains("--warm-ups");
        assertThat(CommandRun.of("bench", "predict", "-m", "model").err()).contains("--input");
        assertThat(CommandRun.of("bench", "train", "--dataset", folder).status())
                .isEqualTo(2);
        Path work = folder.resolve("work");
        CommandRun unknown = CommandRun.of("bench", "surgery", "--work", work);
        assertThat(work).as("no phantoms for a wrong name").doesNotExist();
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("fingerprint, plan, preprocess, evaluate, predict, ct");
        assertThat(CommandRun.of("bench", "plan", "--plans", "plans.json", "--work", work)
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("bench", "predict", "-m", folder, "-i", folder, "--cases", "0", "--work", work)
                        .err())
                .contains("--cases must be at least 1");
        assertThat(work).doesNotExist();
    }

    @Test
    void everyComparisonTakesRunsAndWarmUps() {
        for (String name : List.of("predict", "ct", "train", "network", "precision")) {
            assertThat(CommandRun.of("bench", name, "--help").out()).contains("--runs", "--warm-ups", "--json");
        }
        assertThat(CommandRun.of("bench", "network", "--warm-ups", "-1").err())
                .contains("--warm-ups must not be negative, got -1");
        assertThat(CommandRun.of("bench", "network", "--runs", "0").err()).contains("--runs must be at least 1, got 0");
    }

    @Test
    void aTrainingWithAWrongConfigurationIsRefusedBeforeAnythingRuns() throws IOException {
        Path plans = folder.resolve("plans.json");
        Files.writeString(plans, "{}");
        Path work = folder.resolve("work");
        CommandRun run = CommandRun.of(
                "bench", "train", "--dataset", folder, "--plans", plans, "-c", "4d_fullres", "--work", work);
        assertThat(run.status()).isNotZero();
        assertThat(run.err()).contains("plans.json");
        assertThat(work).doesNotExist();
    }

    @Test
    void helpNamesEveryComparison() {
        assertThat(CommandRun.of("bench", "--help").out()).contains("predict", "ct", "train", "network", "precision");
        assertThat(CommandRun.of("bench", "ct", "--help").out()).contains("--model", "--precision", "--warm-ups");
    }

    /** A process of its own, since the PATH is the environment's: our fingerprint, and a peer that is a shell script. */
    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "commands are run by bash")
    void comparesWithThePeerOnThePath() throws Exception {
        Path raw = folder.resolve("Dataset900_Phantoms");
        PhantomDataset.write(raw, 1, 0, done -> {});
        Path peer = folder.resolve("bin").resolve("nnUNetv2_extract_fingerprint");
        Files.createDirectories(peer.getParent());
        Files.writeString(peer, "#!/usr/bin/env bash\n[ -e \"$nnUNet_raw/Dataset900_Phantoms/dataset.json\" ]\n");
        Files.setPosixFilePermissions(peer, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sagittal.cli.Sagittal",
                "bench",
                "fingerprint",
                "--dataset",
                raw.toString(),
                "--runs",
                "1",
                "--warm-ups",
                "0",
                "--json");
        builder.redirectError(folder.resolve("err.txt").toFile());
        builder.environment().merge("PATH", peer.getParent().toString(), (old, own) -> own + File.pathSeparator + old);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        List<String> lines = out.lines().toList();
        assertThat(lines).hasSize(1);
        JsonNode answer = new ObjectMapper().readTree(lines.get(0));
        assertThat(answer.path("task").asText()).isEqualTo("fingerprint");
        assertThat(answer.path("runs").asInt()).isEqualTo(1);
        assertThat(answer.path("wall_s").path("ratio").asDouble()).isPositive();
        assertThat(answer.has("alone")).isFalse();
    }
}
