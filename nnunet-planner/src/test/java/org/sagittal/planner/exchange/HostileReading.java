package org.sagittal.planner.exchange;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads hostile models one after the other in a Java of its own with little memory, and says how each ended. */
final class HostileReading {
    private static final int CHANGES = 1000;

    /** Time of the processor, so that a busy machine makes no difference. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Path scratch;
    private final PrintStream out;
    private final GoodModel good;

    private HostileReading(Path tinyZip, Path scratch, PrintStream out) throws IOException {
        this.scratch = scratch;
        this.out = out;
        this.good = GoodModel.read(tinyZip, scratch);
    }

    /**
     * Arguments: the good zip, a scratch folder, where to write the results, and a folder of samples; without the last, the good model is
     * broken at thousands of places. Writes a line each: name, how it ended, message, milliseconds.
     */
    public static void main(String[] args) throws IOException {
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(Path.of(args[2])), false, StandardCharsets.UTF_8)) {
            HostileReading reading = new HostileReading(Path.of(args[0]), Path.of(args[1]), out);
            if (args.length > 3) {
                reading.samples(Path.of(args[3]));
            } else {
                reading.changes();
            }
        }
    }

    /** Forges all samples, which takes more memory than reading them: names in a file, one a line, and numbered zips. */
    static void forge(Path tinyZip, Path folder) throws IOException {
        GoodModel good = GoodModel.read(tinyZip, folder);
        Map<String, Supplier<byte[]>> samples = new LinkedHashMap<>();
        samples.put("good", () -> good.with("x", new byte[0]));
        samples.put("good, doing nothing more", () -> good.withPickle(good.pickleThatAlso(new byte[] {'N', '0', '.'})));
        Stream.of(HostilePickles.all(), HostileTensors.all())
                .flatMap(tricks -> tricks.entrySet().stream())
                .forEach(trick -> samples.put(
                        trick.getKey(),
                        () -> good.withPickle(
                                good.pickleThatAlso(trick.getValue().get()))));
        HostileFiles.all(good).forEach((name, zip) -> {
            if (samples.put(name, zip) != null) {
                throw new IllegalStateException(name + " twice");
            }
        });
        int number = 0;
        for (Supplier<byte[]> zip : samples.values()) {
            Files.write(folder.resolve(number++ + ".zip"), zip.get());
        }
        Files.write(folder.resolve("names"), samples.keySet());
    }

    private void samples(Path folder) throws IOException {
        int number = 0;
        for (String name : Files.readAllLines(folder.resolve("names"))) {
            read(name, folder.resolve(number++ + ".zip"));
        }
    }

    private void changes() throws IOException {
        byte[] zip = good.with("x", new byte[0]);
        byte[] checkpoint = good.file(GoodModel.CHECKPOINT);
        byte[] pickle = good.pickle();
        for (int percent = 0; percent < 100; percent++) {
            report("cut zip", Arrays.copyOf(zip, zip.length * percent / 100));
            report(
                    "cut checkpoint",
                    good.with(GoodModel.CHECKPOINT, Arrays.copyOf(checkpoint, checkpoint.length * percent / 100)));
            report("cut pickle", good.withPickle(Arrays.copyOf(pickle, pickle.length * percent / 100)));
        }
        Random random = new Random(20251121);
        for (int i = 0; i < CHANGES; i++) {
            report("changed zip", changed(zip, random));
            report("changed checkpoint", good.with(GoodModel.CHECKPOINT, changed(checkpoint, random)));
            report("changed pickle", good.withPickle(changed(pickle, random)));
            report("changed plans", good.with("plans.json", changed(good.file("plans.json"), random)));
            report("changed dataset", good.with("dataset.json", changed(good.file("dataset.json"), random)));
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return changed;
    }

    private void report(String name, byte[] zip) throws IOException {
        read(name, Files.write(scratch.resolve("model.zip"), zip));
        Files.delete(scratch.resolve("model.zip"));
    }

    private void read(String name, Path model) {
        long start = CLOCK.getCurrentThreadCpuTime();
        String ended;
        String message = "";
        try {
            ended = "read " + GoodModel.readAll(model).size();
        } catch (Throwable e) { // whatever it is, it is reported
            ended = e.getClass().getSimpleName();
            message = String.valueOf(e.getMessage()).replace('\n', '\u00b6').replace('\t', ' ');
        }
        long milliseconds = (CLOCK.getCurrentThreadCpuTime() - start) / 1_000_000;
        out.println(name + "\t" + ended + "\t" + message + "\t" + milliseconds);
    }
}
