package org.sagittal.geometry.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tries a work once for each of its acts: the n-th goes wrong, the work fails with a sentence or copes, nothing half-written lies under a
 * final name, and the next undisturbed work ends with what it would have made without the fault.
 */
public final class FaultSweep {
    private static final long MOST_ACTS = 20_000;

    private final Path scratch;
    private final Work work;
    private final Function<Path, byte[]> essence;
    private final Predicate<String> grows;

    /** A work that makes files in a folder. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it, or goes on with it.
         *
         * @param folder what it makes, in the file system of the faults
         * @throws Exception if it fails
         */
        void in(Path folder) throws Exception;
    }

    /**
     * Prepares a sweep.
     *
     * @param scratch an existing folder of the default file system
     * @param work the same files whenever it is done
     * @param essence what must be equal of a file, e.g. all bytes; null for a file that is not compared
     * @param grows whether a file, named by its path below the folder, is another before the work is done, as a log is
     */
    public FaultSweep(Path scratch, Work work, Function<Path, byte[]> essence, Predicate<String> grows) {
        this.scratch = scratch;
        this.work = work;
        this.essence = essence;
        this.grows = grows;
    }

    /**
     * Tries every act.
     *
     * @param manner how it goes wrong
     * @param stride 1 for every act, 2 for every second, ...
     * @return how many acts went wrong
     * @throws Exception if the undisturbed work fails
     */
    public long run(Faults.Manner manner, int stride) throws Exception {
        Map<String, byte[]> expected = undisturbed();
        Path made = scratch.resolve("made");
        Faults faults = new Faults();
        long wrong = 0;
        for (long n = 1; n < MOST_ACTS; n += stride) {
            String trial = manner + " from act " + n;
            remove(made);
            faults.plan(manner, n);
            attempt(faults.over(made), trial);
            boolean fired = faults.fired();
            boolean beyond = faults.acts() < n;
            faults.plan(Faults.Manner.NONE, 0);
            Map<String, byte[]> left = contents(made);
            left.keySet().removeIf(grows);
            requireWhole(expected, left, trial);
            if (fired) {
                wrong++;
                again(faults.over(made), trial);
                Map<String, byte[]> found = contents(made);
                assertThat(found.keySet()).as(trial).isEqualTo(expected.keySet());
                requireWhole(expected, found, trial);
            }
            if (beyond) {
                return wrong;
            }
        }
        return fail("the work does not come to an end within " + MOST_ACTS + " acts");
    }

    private Map<String, byte[]> undisturbed() throws Exception {
        Path whole = scratch.resolve("made");
        remove(whole);
        work.in(new Faults().over(whole));
        Map<String, byte[]> expected = contents(whole);
        assertThat(expected).isNotEmpty();
        return expected;
    }

    private void attempt(Path folder, String trial) {
        try {
            work.in(folder);
        } catch (Exception e) {
            assertThat(e.getMessage()).as(trial).isNotBlank();
            assertThat(e).as(trial).isNotInstanceOfAny(NullPointerException.class, IndexOutOfBoundsException.class);
        }
    }

    private void again(Path folder, String trial) {
        try {
            work.in(folder);
        } catch (Exception e) {
            fail("the next work fails after " + trial, e);
        }
    }

    /** What lies under a final name is what an undisturbed work leaves there. */
    private static void requireWhole(Map<String, byte[]> expected, Map<String, byte[]> found, String trial) {
        found.forEach((name, bytes) -> {
            boolean hidden = name.contains("/.") || name.startsWith(".");
            if (!hidden && expected.containsKey(name)) {
                assertThat(bytes).as(name + " after " + trial).isEqualTo(expected.get(name));
            }
        });
    }

    private Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        if (!Files.exists(folder)) {
            return contents;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = essence.apply(file);
                if (bytes != null) {
                    contents.put(folder.relativize(file).toString(), bytes);
                }
            }
        }
        return contents;
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
