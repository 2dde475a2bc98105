package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal while libtorch is busy with one call of several seconds, which nothing in Java can interrupt. */
@Tag("slow")
class CancelledProcessTest {
    private static final int SECONDS_UNTIL_THE_NETWORK_RUNS = 20;

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "Process.destroy is no signal there")
    void endsWithItsStatusAndWithoutACrash() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sagittal.cli.Sagittal",
                "bench",
                "network",
                "-j",
                "2");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        File said = folder.resolve("said.txt").toFile();
        builder.environment().put("PATH", folder.toString());
        Process process = builder.redirectErrorStream(true).redirectOutput(said).start();
        assertThat(process.waitFor(SECONDS_UNTIL_THE_NETWORK_RUNS, TimeUnit.SECONDS))
                .as("the full-size network takes longer")
                .isFalse();
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said.toPath())).isEqualTo(143);
        assertThat(Files.readString(said.toPath()).lines())
                .singleElement()
                .asString()
                .startsWith("cancelled");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("no crash report").containsExactly(said.toPath());
        }
    }
}
