/**
 * What a table of scores allows one to say: intervals, paired tests, rankings. Every rule that packages leave silent (zeros, ties,
 * percentile definition, correction) is a value handed in.
 *
 * <pre>
 *   scores ──> Percentiles, Bootstrap ──────> mean or median with an interval
 *   paired scores ──> Wilcoxon, Friedman ───> p values ──> Corrections
 *   cases x algorithms ──> Ranking ─────────> ranks and how stable they are
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.statistics.Bootstrap} first. Nothing here knows of images.
 */
package org.sagittal.evaluation.statistics;
