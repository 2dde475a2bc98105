package org.sagittal.cli.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.io.file.FileTrouble;

/** Looks at everything the work needs, cheapest first. */
public final class Examination {
    private static final double GIB = 1L << 30;

    private Examination() {}

    /**
     * Everything.
     *
     * @param threads how many threads work would use
     * @return findings in the order to be read
     */
    public static List<Finding> complete(int threads) {
        List<Finding> findings = new ArrayList<>(withoutEngine(threads));
        findings.addAll(EngineTrial.run(threads));
        return findings;
    }

    /**
     * Everything but the native library, which takes a second to load.
     *
     * @param threads how many threads work would use
     * @return findings in the order to be read
     */
    public static List<Finding> withoutEngine(int threads) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good("sagittal", Version.text().replace("sagittal ", "")));
        findings.add(java());
        findings.add(Finding.good(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch")));
        findings.addAll(processor(Processor.detect()));
        findings.add(threads(threads));
        findings.add(memory());
        findings.add(disk("disk, here", Path.of("").toAbsolutePath(), 2));
        return findings;
    }

    /**
     * Whether convolving in bf16 pays.
     *
     * @return false where the processor is known to lack bf16 products
     */
    public static boolean hasBf16() {
        Processor processor = Processor.detect();
        return processor.flags().isEmpty() || processor.multipliesBf16();
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        String fact = Runtime.version() + ", " + System.getProperty("java.vm.name");
        return feature >= 17
                ? Finding.good("java", fact)
                : Finding.broken("java", fact, "install a JDK 17 or newer and point JAVA_HOME to it");
    }

    static List<Finding> processor(Processor processor) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good("processor", processor.name()));
        if (processor.flags().isEmpty()) {
            return findings;
        }
        String vectors = processor.has("avx512f")
                ? "AVX-512"
                : processor.has("avx2") ? "AVX2" : processor.has("asimd") ? "Neon" : "";
        findings.add(
                vectors.isEmpty()
                        ? Finding.poor(
                                "vectors",
                                "neither AVX2 nor AVX-512",
                                "networks run, many times slower; prefer a newer processor")
                        : Finding.good("vectors", vectors));
        findings.add(Finding.good(
                "bf16",
                processor.multipliesBf16()
                        ? "in hardware: 'predict' and 'train --precision bf16' are faster and round features to 8 bits"
                        : "not in hardware: leave --precision at float32"));
        return findings;
    }

    private static Finding threads(int threads) {
        int cores = Runtime.getRuntime().availableProcessors();
        String fact = threads + " of " + cores + " cores";
        return threads <= cores
                ? Finding.good("threads", fact)
                : Finding.poor("threads", fact, "more threads than cores slow the work down: use -j " + cores);
    }

    private static Finding memory() {
        double heap = Runtime.getRuntime().maxMemory() / GIB;
        double machine = heap;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            machine = system.getTotalMemorySize() / GIB;
        }
        String fact = String.format(Locale.ROOT, "%.1f GiB in the machine, up to %.1f GiB for Java", machine, heap);
        return machine >= 7
                ? Finding.good("memory", fact)
                : Finding.poor(
                        "memory",
                        fact,
                        "training needs 8 GiB for nnU-Net's usual plans: plan with --memory-gb 4 or less");
    }

    static Finding disk(String subject, Path folder, double neededGib) {
        try {
            FileStore store = Files.getFileStore(folder);
            double free = store.getUsableSpace() / GIB;
            String fact = String.format(Locale.ROOT, "%.1f GiB free in %s", free, folder);
            return free >= neededGib && Files.isWritable(folder)
                    ? Finding.good(subject, fact)
                    : Finding.poor(
                            subject,
                            fact,
                            "work in a folder you may write to, with " + neededGib + " GiB free or more");
        } catch (IOException e) {
            return Finding.poor(
                    subject, folder + " cannot be examined: " + FileTrouble.reason(e), "work in another folder");
        }
    }
}
