/**
 * Whether probabilities mean what they say: of the voxels called 80 % certain, are 80 % right?
 *
 * <pre>
 *   Forecasts (N, K) probabilities + labels
 *      ├── ReliabilityBins ──> ECE, class-wise ECE, MCE, top-label ECE      by which bins is said
 *      ├── ProperScores ─────> Brier, logarithmic score, NLL
 *      └── KernelCalibration ─> errors without bins
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.calibration.ReliabilityBins} first. Which voxels take part (all, a band at the border) is the
 * caller's choice.
 */
package org.sagittal.evaluation.calibration;
