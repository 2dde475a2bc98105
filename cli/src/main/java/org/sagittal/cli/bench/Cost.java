package org.sagittal.cli.bench;

/**
 * What a command took, with all processes it started.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds of all cores together
 * @param peakMib largest memory at one time; pages that processes share count once. 0 where the system does not tell
 */
public record Cost(double wallSeconds, double cpuSeconds, double peakMib) {}
