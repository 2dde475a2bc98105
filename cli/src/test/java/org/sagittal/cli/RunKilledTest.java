package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job as a process that is killed in each of its phases, started again, and ends as if nothing had happened. With two threads, so that the
 * parts of a batch of two are trained on side by side.
 */
@Tag("slow")
class RunKilledTest {
    private static final long PATIENCE_MINUTES = 8;
    /** Wall times, and the digests in steps.json, which are of times of change too. */
    private static final Pattern TIMES = Pattern.compile("\"seconds\\w*\" ?: ?[-0-9.E]+|\"[0-9a-f]{16}\"");

    @TempDir
    private static Path folder;

    private static Path raw;

    @BeforeAll
    static void drawBoxes() throws IOException {
        raw = TinyDataset.write(folder, 5, 1);
    }

    private static Process start(Path work) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sagittal.cli.Sagittal"));
        command.addAll(List.of("run", raw.toString(), "-o", work.toString(), "-c", "2d", "-j", "2"));
        command.addAll(List.of("--epochs", "2", "--iterations", "2", "--validation-iterations", "1"));
        command.addAll(List.of("--batch-size", "2", "--seed", "5", "--stacktrace"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private static String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    private static void finish(Path work) throws IOException, InterruptedException {
        Process process = start(work);
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
    }

    /** Kills the job once a sign of the phase is on the disk; a job that was faster than the watch has ended well. */
    private static void killWhen(Path work, BooleanSupplier sign) throws IOException, InterruptedException {
        Process process = start(work);
        while (process.isAlive() && !sign.getAsBoolean()) {
            Thread.sleep(5);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static boolean holds(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(ending));
        } catch (IOException e) {
            return false;
        }
    }

    /** Everything a job leaves but wall times; parts and lock files too, so that none may stay. */
    private static Map<String, byte[]> results(Path work) throws IOException {
        Map<String, byte[]> results = new TreeMap<>();
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().matches(".*\\.(json|jsonl|html)")) {
                    bytes = TIMES.matcher(new String(bytes, StandardCharsets.UTF_8))
                            .replaceAll("")
                            .getBytes(StandardCharsets.UTF_8);
                }
                results.put(work.relativize(file).toString(), bytes);
            }
        }
        return results;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void requireSame(Map<String, byte[]> found, Map<String, byte[]> expected, String round) {
        assertThat(found.keySet()).as(round).isEqualTo(expected.keySet());
        List<String> different = found.keySet().stream()
                .filter(name -> !Arrays.equals(found.get(name), expected.get(name)))
                .toList();
        assertThat(different).as(round).isEmpty();
    }

    /**
     * Kills jobs at random moments, {@code -Dsagittal.kills=200} of them if asked, at others with another {@code -Dsagittal.kills.seed}; each job
     * ends in the end as one that was left alone.
     */
    @Test
    void killsAtAnyMomentChangeNothing() throws Exception {
        Path work = folder.resolve("anywhen");
        long begun = System.nanoTime();
        finish(work);
        long wholeMillis = (System.nanoTime() - begun) / 1_000_000;
        Map<String, byte[]> expected = results(work);
        SplittableRandom random = new SplittableRandom(Long.getLong("sagittal.kills.seed", 7));
        int kills = 0;
        for (int round = 0; kills < Integer.getInteger("sagittal.kills", 4); round++) {
            delete(work);
            int before = kills;
            while (true) {
                Process process = start(work);
                if (process.waitFor(random.nextLong(wholeMillis * 6 / 5), TimeUnit.MILLISECONDS)) {
                    assertThat(process.exitValue()).as(said()).isZero();
                    break;
                }
                process.destroyForcibly();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                kills++;
            }
            requireSame(results(work), expected, "round " + round + ", kills " + before + " to " + kills);
        }
    }

    @Test
    void aKilledJobEndsAsOneThatWasNot() throws Exception {
        Path whole = folder.resolve("whole");
        finish(whole);
        Path killed = folder.resolve("killed");
        Path fold = killed.resolve("runs/2d/fold_0");
        killWhen(killed, () -> Files.isDirectory(killed));
        killWhen(killed, () -> Files.exists(killed.resolve("dataset_fingerprint.json")));
        killWhen(killed, () -> holds(killed.resolve("store/2d"), ".case"));
        killWhen(killed, () -> Files.exists(fold.resolve("checkpoint_latest")));
        killWhen(killed, () -> holds(fold.resolve("validation"), ".nii.gz"));
        killWhen(killed, () -> holds(killed.resolve("predictions"), ".nii.gz"));
        finish(killed);
        for (String file : List.of(
                "dataset_fingerprint.json",
                "plans.json",
                "runs/2d/fold_0/checkpoint_final",
                "predictions/test_0.nii.gz")) {
            assertThat(killed.resolve(file)).as(file).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(killed.resolve("report/index.html")).exists();
        finish(killed);
        assertThat(said()).contains("fingerprint").contains("done before").doesNotContain("epoch");
    }
}
