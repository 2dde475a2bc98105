/**
 * The product beside its peers: two commands run in turn on the same machine and data, and the ratios of what they cost.
 *
 * <pre>
 *   our command, peer's command ── ProcessMeter ──> Cost, Cost ── ratio ──> BenchCommand
 *   one patch ── our programs, PeerNetwork in turn ──> NetworkBench ──> BenchNetworkCommand
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.bench.ProcessMeter} first.
 */
package org.sagittal.cli.bench;
