package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal to commands that wait for a file which never ends, a pipe: nothing in Java interrupts that either. */
@Tag("slow")
class CancelledCommandsTest {
    @TempDir
    private Path folder;

    /** A command at work, the pipe it reads, and the end of the pipe that keeps it waiting. */
    private record Waiting(String name, Process process, Path said, SeekableByteChannel pipe) {}

    private static void pipe(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    /** Opening a pipe to write waits until the command opens it to read. */
    private Waiting start(Path pipe, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sagittal.cli.Sagittal"));
        command.addAll(List.of(words));
        Path said = folder.resolve("said-" + pipe.getParent().getFileName() + ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Waiting(words[0], process, said, Files.newByteChannel(pipe, StandardOpenOption.WRITE));
    }

    private Waiting onRaw(String name, String... words) throws IOException, InterruptedException {
        Path raw = folder.resolve(name);
        pipe(raw.resolve("dataset.json"));
        Files.createDirectories(raw.resolve("imagesTr"));
        List<String> all = new ArrayList<>(List.of(name, raw.toString()));
        all.addAll(List.of(words));
        return start(raw.resolve("dataset.json"), all.toArray(String[]::new));
    }

    private String out(String name) {
        return folder.resolve("out").resolve(name).toString();
    }

    private static void signal(Waiting command, String signal) throws IOException, InterruptedException {
        String pid = Long.toString(command.process.pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor())
                .isZero();
    }

    /** A build in the background of a shell, or under nohup, was told to ignore some signals, and so are its children. */
    private static boolean interruptReachesChildren() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b11) == 0);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "no pipes among files, and Process.destroy is no signal there")
    void everyCommandEndsWithItsStatusAndOneLineAndLeavesNothing() throws Exception {
        Path plans = Files.writeString(folder.resolve("plans.json"), "{}");
        pipe(folder.resolve("pairs/pairs.csv"));
        pipe(folder.resolve("scores/dataset.json"));
        Path model = folder.resolve("model");
        Files.createDirectories(model.resolve("fold_0"));
        Files.writeString(model.resolve("fold_0/checkpoint_final.pth"), "");
        Files.writeString(model.resolve("dataset.json"), "{}");
        pipe(model.resolve("plans.json"));
        List<Waiting> commands = List.of(
                start(model.resolve("plans.json"), "import", model.toString(), "-o", out("model.sagittal")),
                onRaw("fingerprint", "-o", out("fingerprint.json")),
                onRaw("plan", "-o", out("plans.json")),
                onRaw("check"),
                onRaw("run", "-o", out("run")),
                onRaw("preprocess", "--plans", plans.toString(), "-c", "2d", "-o", out("store")),
                onRaw("train", "--plans", plans.toString(), "-c", "2d", "-f", "0", "-o", out("train")),
                start(
                        folder.resolve("pairs/pairs.csv"),
                        "metrics",
                        "--pairs",
                        folder.resolve("pairs/pairs.csv").toString(),
                        "--json"),
                start(
                        folder.resolve("scores/dataset.json"),
                        "evaluate",
                        folder.toString(),
                        folder.toString(),
                        "--dataset-json",
                        folder.resolve("scores/dataset.json").toString(),
                        "-o",
                        out("summary.json")));
        List<String> signals = interruptReachesChildren() ? List.of("INT", "TERM", "HUP") : List.of("TERM");
        for (int i = 0; i < commands.size(); i++) {
            signal(commands.get(i), signals.get(i % signals.size()));
        }
        for (int i = 0; i < commands.size(); i++) {
            Waiting command = commands.get(i);
            int status = Map.of("INT", 130, "TERM", 143, "HUP", 129).get(signals.get(i % signals.size()));
            assertThat(command.process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            command.pipe.close();
            String said = Files.readString(command.said);
            assertThat(command.process.exitValue())
                    .as(command.name + ": " + said)
                    .isEqualTo(status);
            assertThat(said.lines()).as(command.name).singleElement().asString().startsWith("cancelled");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
