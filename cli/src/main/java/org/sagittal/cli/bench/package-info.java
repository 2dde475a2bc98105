/**
 * The product beside its peers: two commands run in turn on the same machine and data, and the ratios of what they cost.
 *
 * <pre>
 *   raw dataset, model ── DatasetTasks, PredictionTask, TrainingTask ──> Task (our commands, the peer's)
 *   Task ── SideBySide, ProcessMeter ──> Cost, Cost, ... ──> Comparison (a Figure for each kind of cost: medians, ratio)
 *   one patch ── our programs, PeerNetwork in turn ──> NetworkBench
 *   cases with true labels ── our precisions ──> PrecisionBench
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.bench.SideBySide} first.
 */
package org.sagittal.cli.bench;
