package org.sagittal.preprocessing.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;

/**
 * A program of its own, so that its heap can be small: reads mutants of every known format, and says of each that is neither read whole
 * nor refused with a sentence which it was.
 *
 * <p>Arguments: mutants a format, an empty folder, the file to write lines into, and optionally {@code format:number} to look at one
 * mutant alone. Lines are {@code format number sample problem}, separated by tabs; a format's last line has {@code done} for a number.
 */
public final class FuzzRun {
    private static final long SEED = 20240229;
    private static final long CPU_SECONDS = 10;
    /** So often the watchdog looks, at least 200 ms apart, before it takes a mutant that needs no processor for stuck. */
    private static final int MOST_LOOKS = 1500;

    private static final int LONGEST_MESSAGE = 1500;

    private final Path folder;
    private final Path results;
    private final Path scratch;
    private volatile String current = "";
    private volatile long cpuAtStart;

    private FuzzRun(Path folder, Path results) {
        this.folder = folder;
        this.results = results;
        this.scratch = folder.resolve("work");
    }

    /**
     * Runs.
     *
     * @param arguments see above
     * @throws IOException if the folder cannot be written to
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        FuzzRun run = new FuzzRun(folder, Path.of(arguments[2]));
        run.watch(Thread.currentThread());
        Map<String, List<FuzzSample>> samples = FuzzSamples.all(folder.resolve("samples"));
        String[] only = arguments.length > 3 ? arguments[3].split(":") : null;
        for (VolumeFormat format : VolumeFormats.all()) {
            List<FuzzSample> own = samples.getOrDefault(format.name(), List.of());
            if (only == null) {
                run.format(format, own, 0, Integer.parseInt(arguments[0]));
            } else if (only[0].equals(format.name())) {
                int number = Integer.parseInt(only[1]);
                run.format(format, own, number, number + 1);
            }
        }
    }

    private void say(String format, String number, String sample, String problem) throws IOException {
        Files.writeString(
                results,
                String.join("\t", format, number, sample, problem.replaceAll("[\\t\\r\\n]", "\u00b6")) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Ends the program where one mutant takes too long, of the processor's time rather than the clock's. */
    private void watch(Thread worker) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Thread watchdog = new Thread(() -> {
            String last = "";
            int looks = 0;
            while (worker.isAlive()) {
                String mutant = current;
                long cpu = threads.getThreadCpuTime(worker.getId()) - cpuAtStart;
                looks = mutant.equals(last) ? looks + 1 : 0;
                last = mutant;
                boolean same = !mutant.isEmpty() && mutant.equals(current);
                if (same && (cpu > CPU_SECONDS * 1_000_000_000L || looks > MOST_LOOKS)) {
                    hang(mutant, worker);
                }
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private void hang(String mutant, Thread worker) {
        try {
            String[] names = mutant.split("\t");
            say(names[0], names[1], names[2], "hangs at " + Arrays.toString(worker.getStackTrace()));
        } catch (IOException e) {
            e.printStackTrace();
        } finally {
            Runtime.getRuntime().halt(3);
        }
    }

    private void format(VolumeFormat format, List<FuzzSample> samples, int from, int to) throws IOException {
        if (samples.isEmpty()) {
            say(format.name(), "-", "-", "has no sample; add one to FuzzSamples");
            return;
        }
        int whole = 0;
        for (FuzzSample sample : samples) {
            Path main = sample.writeTo(Files.createDirectories(scratch.resolve("whole" + whole)));
            whole += attempt(format, "whole", sample, main) ? 1 : 0;
        }
        int read = 0;
        long start = System.nanoTime();
        for (int number = from; number < to; number++) {
            read += mutant(format, samples, number) ? 1 : 0;
        }
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        say(
                format.name(),
                "done",
                whole + " of " + samples.size() + " samples are read",
                read + " of " + (to - from) + " mutants are read, the others refused, in " + milliseconds + " ms");
    }

    private boolean mutant(VolumeFormat format, List<FuzzSample> samples, int number) throws IOException {
        Random random = new Random(SEED + format.name().hashCode() * 1_000_003L + number);
        random.nextLong();
        FuzzSample sample = samples.get(random.nextInt(samples.size()));
        FuzzSample other = samples.get(random.nextInt(samples.size()));
        List<String> names = new ArrayList<>(sample.files().keySet());
        String damaged = names.get(random.nextInt(names.size()));
        byte[] piece = other.files().values().iterator().next();
        byte[] bytes = new Mutation(random).of(sample.files().get(damaged), piece);
        Path main = sample.writeTo(scratch);
        Files.write(scratch.resolve(damaged), bytes);
        boolean read = attempt(format, Integer.toString(number), sample, main);
        for (String name : names) {
            Files.delete(scratch.resolve(name));
        }
        return read;
    }

    private boolean attempt(VolumeFormat format, String number, FuzzSample sample, Path main) throws IOException {
        cpuAtStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        current = String.join("\t", format.name(), number, sample.name());
        boolean read = true;
        List<Runnable> steps =
                List.of(() -> VolumeFormats.of(main), () -> readWhole(format, main), () -> format.readLabels(main));
        for (int i = 0; i < steps.size(); i++) {
            try {
                steps.get(i).run();
            } catch (FormatException e) {
                read &= i != 1;
                String problem = sentence(e.getMessage());
                if (!problem.isEmpty()) {
                    say(format.name(), number, sample.name(), problem);
                }
            } catch (Throwable e) {
                // Whatever else comes is what this program looks for.
                say(format.name(), number, sample.name(), e + " at " + place(e));
                read = false;
            }
        }
        current = "";
        return read;
    }

    private static String place(Throwable e) {
        return Arrays.stream(e.getStackTrace()).limit(12).toList().toString();
    }

    private static void readWhole(VolumeFormat format, Path main) {
        VolumeHeader header = format.readHeader(main);
        Shape shape = header.grid().shape();
        long[] slices = {0};
        format.scan(main, (channel, z, values) -> {
            if (channel < 0
                    || channel >= header.channels()
                    || z < 0
                    || z >= shape.z()
                    || values.length != shape.sliceVoxels()) {
                throw new IllegalStateException("slice " + channel + ", " + z + " of " + values.length
                        + " values does not belong to " + shape + " x " + header.channels());
            }
            slices[0]++;
        });
        long wanted = (long) shape.z() * header.channels();
        if (slices[0] != wanted) {
            throw new IllegalStateException(slices[0] + " slices came where " + wanted + " were announced");
        }
    }

    private String sentence(String message) {
        if (message == null || !message.contains(folder.toString()) && !message.contains("work")) {
            return "names no file: " + message;
        }
        return message.length() > LONGEST_MESSAGE || message.lines().count() > 1 ? "is no sentence: " + message : "";
    }
}
