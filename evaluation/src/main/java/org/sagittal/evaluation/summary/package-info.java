/**
 * nnU-Net's {@code summary.json}, to the key and the digit, from what a batch scored.
 *
 * <pre>
 *   CaseResult ... ──> NnunetSummary ──> summary.json
 *                        foreground_mean, mean, metric_per_case
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.summary.NnunetSummary} first. Our own aggregation, which does not lose its mean to a class
 * that never occurs, is in {@code evaluation.report}.
 */
package org.sagittal.evaluation.summary;
