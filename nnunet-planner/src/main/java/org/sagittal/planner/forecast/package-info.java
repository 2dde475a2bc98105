/**
 * What a configuration will cost before anything runs: memory, time and disk, from the network's own description and a machine's
 * speed.
 *
 * <pre>
 *   Configuration ── Workload ── NetworkCost (multiply-adds, activations, parameters)
 *                                   │  Throughput, measured by a ThroughputProbe or assumed
 *                                Forecast: seconds an iteration, hours, peak memory, bytes on disk
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.forecast.Forecast} first. nnU-Net's own proxy for GPU memory is in {@code planner.rules}.
 */
package org.sagittal.planner.forecast;
