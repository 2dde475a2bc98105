package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal while the command is in a call that nothing in Java can interrupt: libtorch's, of several seconds, or a write that nobody reads. */
@Tag("slow")
class CancelledProcessTest {
    private static final int SECONDS_UNTIL_THE_NETWORK_RUNS = 20;
    private static final int LONGER_THAN_A_PIPE = 2_000_000;

    @TempDir
    private Path folder;

    private static List<String> sagittal(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sagittal.cli.Sagittal"));
        command.addAll(List.of(words));
        return command;
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "Process.destroy is no signal there")
    void endsWithItsStatusAndWithoutACrash() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(sagittal("bench", "network", "-j", "2")).directory(folder.toFile());
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

    /** One line longer than the pipe: once some of it has come, the command can do nothing but write until all is read. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "Process.destroy is no signal there")
    void endsThoughNobodyReadsWhatItWrites() throws Exception {
        Path pairs = folder.resolve("pairs.csv");
        Files.write(
                pairs, List.of("id,reference,prediction,labels", "x".repeat(LONGER_THAN_A_PIPE) + ",no.nii,no.nii,1"));
        File said = folder.resolve("said.txt").toFile();
        Process process = new ProcessBuilder(sagittal("metrics", "--pairs", pairs.toString(), "--json"))
                .redirectError(said)
                .start();
        try {
            while (process.isAlive() && process.getInputStream().available() == 0) {
                Thread.sleep(20);
            }
            // The process itself would close the pipe as well, which ends the write.
            process.toHandle().destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said.toPath())).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }
}
