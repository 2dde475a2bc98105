package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.planner.exchange.torch.Samples;

/**
 * Some hundred models that try something, and thousands that are broken somewhere, read in a Java with 256 MiB: each ends with one sentence
 * of ours, in time, and leaves nothing behind.
 */
@Tag("slow")
class HostileModelsTest {
    private static final List<String> REFUSALS = List.of("FormatException", "PlansException");
    private static final Path TINY = Samples.of("tiny.zip");

    @TempDir
    Path folder;

    private record Ending(String name, String how, String message, long milliseconds) {
        static Ending of(String line) {
            String[] parts = line.split("\t", -1);
            return new Ending(parts[0], parts[1], parts[2], Long.parseLong(parts[3]));
        }

        boolean sentence() {
            return REFUSALS.contains(how)
                    && message.contains(".zip")
                    && !message.contains("\u00b6")
                    && message.length() > 20
                    && message.length() < 1500
                    && milliseconds < 10_000;
        }
    }

    @Test
    void everyTrickIsRefused() throws IOException, InterruptedException {
        Path samples = Files.createDirectory(folder.resolve("samples"));
        HostileReading.forge(TINY, samples);

        List<Ending> endings = read(samples.toString());

        assertThat(endings).hasSizeGreaterThan(250);
        List<Ending> hostile = endings.subList(2, endings.size());
        assertThat(endings.subList(0, 2)).allMatch(e -> e.how().equals("read 1"));
        assertThat(hostile).filteredOn(e -> !e.sentence()).isEmpty();
        assertThat(hostile)
                .filteredOn(e -> e.name().startsWith("run "))
                .allSatisfy(e -> assertThat(e.message())
                        .contains("nothing was run")
                        .contains("asks for '" + e.name().substring(4) + "'"));
    }

    @Test
    void everyBrokenByteEndsWithASentence() throws IOException, InterruptedException {
        List<Ending> endings = read();

        assertThat(endings).hasSize(5300);
        List<Ending> refused =
                endings.stream().filter(e -> !e.how().equals("read 1")).toList();
        assertThat(refused).hasSizeGreaterThan(2000);
        assertThat(refused).filteredOn(e -> !e.sentence()).isEmpty();
        assertThat(endings)
                .filteredOn(e -> e.name().startsWith("cut"))
                .filteredOn(e -> e.how().equals("read 1"))
                .isEmpty();
    }

    private List<Ending> read(String... samples) throws IOException, InterruptedException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path results = folder.resolve("results.txt");
        Path words = folder.resolve("words.txt");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path arguments =
                Files.writeString(folder.resolve("arguments"), "-cp \"" + classes.replace("\\", "\\\\") + "\"");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + scratch,
                "@" + arguments,
                HostileReading.class.getName(),
                TINY.toString(),
                scratch.toString(),
                results.toString()));
        command.addAll(List.of(samples));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(words)).isEmpty();
        assertThat(process.exitValue()).isZero();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
        return Files.readAllLines(results).stream().map(Ending::of).toList();
    }
}
