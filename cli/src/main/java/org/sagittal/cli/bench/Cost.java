package org.sagittal.cli.bench;

import java.util.Locale;

/**
 * What a command took, with all processes it started.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds of all cores together
 * @param peakMib largest memory at one time; pages that processes share count once. 0 where the system does not tell
 */
public record Cost(double wallSeconds, double cpuSeconds, double peakMib) {
    /** E.g. {@code 1.5 s, 2.9 s of processor time, 340 MiB}. */
    String said() {
        return String.format(
                Locale.ROOT, "%.1f s, %.1f s of processor time, %.0f MiB", wallSeconds, cpuSeconds, peakMib);
    }
}
