package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "commands are run by bash")
class ProcessMeterTest {
    @TempDir
    private Path folder;

    @Test
    void sleepingCostsTimeButNoWork() throws Exception {
        Cost cost = new ProcessMeter(folder, Map.of()).run(List.of("sleep", "0.3"));
        assertThat(cost.wallSeconds()).isBetween(0.25, 5.0);
        assertThat(cost.cpuSeconds()).isLessThan(0.2);
    }

    @Test
    void theWorkOfChildrenCounts() throws Exception {
        Cost cost = new ProcessMeter(folder, Map.of("ROUNDS", "40000"))
                .run(List.of("bash", "-c", "bash -c 'i=0; while [ $i -lt $ROUNDS ]; do i=$((i+1)); done'"));
        assertThat(cost.cpuSeconds()).isGreaterThan(0.02);
    }

    @Test
    void theFolderMayHaveAnyName() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("Anna's \"$HOME\" runs"));
        new ProcessMeter(odd, Map.of()).run(List.of("bash", "-c", "[ \"$1\" = \"it's\" ]", "bash", "it's"));
        assertThat(odd.resolve("times.txt")).isNotEmptyFile();
    }

    @Test
    void aCommandThatFailsSaysWhy() {
        assertThatThrownBy(() -> new ProcessMeter(folder, Map.of()).run(List.of("bash", "-c", "echo no disk; exit 3")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 3")
                .hasMessageContaining("no disk");
    }

    /** Ends this process while a command is being measured by a thread that nobody interrupts. */
    static final class Starved {
        private Starved() {}

        public static void main(String[] words) throws Exception {
            Path folder = Path.of(words[0]);
            Path number = folder.resolve("number.txt");
            Thread worker = new Thread(() -> measure(folder, "echo $$ >'" + number + "'; exec sleep 300"));
            worker.setDaemon(true);
            worker.start();
            while (!Files.exists(number) || Files.size(number) == 0) {
                Thread.sleep(10);
            }
            System.exit(0);
        }

        private static void measure(Path folder, String script) {
            try {
                new ProcessMeter(folder, Map.of()).run(List.of("bash", "-c", script));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void nothingRunsOnWhenTheProcessIsEnded() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starved.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        long number =
                Long.parseLong(Files.readString(folder.resolve("number.txt")).strip());
        Optional<ProcessHandle> command = ProcessHandle.of(number);
        if (command.isPresent()) {
            command.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void lookingAtTheMemoryTakesASmallShareOfTheTime() {
        assertThat(ProcessMeter.pauseMillis(100_000)).isEqualTo(50);
        assertThat(ProcessMeter.pauseMillis(20_000_000)).isEqualTo(400);
        assertThat(ProcessMeter.pauseMillis(2_000_000_000)).isEqualTo(1000);
    }

    @Test
    void addsUserAndSystemTimeOfTheChildren() {
        assertThat(ProcessMeter.cpuSeconds("0m0.001s 0m0.002s\n1m2.500s 0m0.250s\n"))
                .isCloseTo(62.75, within(1e-9));
    }
}
