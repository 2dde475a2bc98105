package org.sagittal.preprocessing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;

/**
 * Thousands of damaged files of every known format, the same ones every time, read in a Java with 512 MB: each is read whole or refused
 * with a sentence. {@code -Dsagittal.fuzz=20000} sets how many a format, {@code -Dsagittal.fuzz.only=tiff:123} looks at one.
 */
@Tag("slow")
class VolumeFuzzTest {
    private static final Pattern DONE = Pattern.compile("(\\d+) of (\\d+) mutants are read.*");

    @TempDir
    Path folder;

    @Test
    void everyMutantIsReadOrRefusedWithASentence() throws IOException, InterruptedException {
        String count = System.getProperty("sagittal.fuzz", "2000");
        String only = System.getProperty("sagittal.fuzz.only", "");
        List<String[]> lines = run(count, only);
        List<String> problems = lines.stream()
                .filter(line -> !line[1].equals("done"))
                .map(line -> String.join(" | ", line))
                .toList();
        assertThat(problems).isEmpty();
        if (!only.isEmpty()) {
            return;
        }
        assertThat(lines.stream().map(line -> line[0]))
                .containsExactlyElementsOf(
                        VolumeFormats.all().stream().map(VolumeFormat::name).toList());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line[2]).as(line[0]).doesNotStartWith("0 of");
            Matcher done = DONE.matcher(line[3]);
            assertThat(done.matches()).as(line[0]).isTrue();
            assertThat(Integer.parseInt(done.group(1))).as(line[0]).isBetween(1, Integer.parseInt(done.group(2)) - 1);
        });
    }

    private List<String[]> run(String count, String only) throws IOException, InterruptedException {
        Path results = folder.resolve("results.txt");
        Path words = folder.resolve("words.txt");
        String classes = System.getProperty("java.class.path").replace("\\", "\\\\");
        Path arguments = Files.writeString(folder.resolve("arguments"), "-cp \"" + classes + "\"");
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "@" + arguments,
                FuzzRun.class.getName(),
                count,
                folder.resolve("fuzz").toString(),
                results.toString()));
        if (!only.isEmpty()) {
            command.add(only);
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        try {
            boolean ended = process.waitFor(2, TimeUnit.HOURS);
            List<String[]> lines = Files.exists(results)
                    ? Files.readAllLines(results).stream()
                            .map(line -> line.split("\t", -1))
                            .toList()
                    : List.of();
            lines.forEach(line -> assertThat(line).hasSize(4));
            assertThat(ended).isTrue();
            // A hang is among the problems, which say more than the status.
            assertThat(process.exitValue()).as(Files.readString(words)).isIn(0, 3);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
