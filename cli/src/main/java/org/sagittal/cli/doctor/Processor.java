package org.sagittal.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the processor can do, as far as networks care.
 *
 * @param name the maker's name for it
 * @param flags instruction sets in Linux's spelling, e.g. {@code avx2}; empty where the system does not tell
 */
record Processor(String name, Set<String> flags) {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    Processor {
        flags = Set.copyOf(flags);
    }

    static Processor detect() {
        try {
            if (Files.isReadable(CPUINFO)) {
                return parse(Files.readAllLines(CPUINFO));
            }
        } catch (IOException e) {
            // Not knowing the flags is not a fault of the machine; the report says what is known.
        }
        return new Processor(System.getProperty("os.arch"), Set.of());
    }

    /** Reads the lines of /proc/cpuinfo; Arm says Features where Intel says flags. */
    static Processor parse(List<String> cpuinfo) {
        String name = value(cpuinfo, "model name", System.getProperty("os.arch"));
        String flags = value(cpuinfo, "flags", value(cpuinfo, "Features", ""));
        return new Processor(
                name, flags.isBlank() ? Set.of() : Set.of(flags.strip().split("\\s+")));
    }

    private static String value(List<String> lines, String key, String otherwise) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
                return line.substring(colon + 1).strip();
            }
        }
        return otherwise;
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /** True where bf16 products are made in hardware. */
    boolean multipliesBf16() {
        return has("amx_bf16") || has("avx512_bf16") || has("bf16");
    }
}
