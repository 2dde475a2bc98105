/**
 * Whole jobs on files, as the commands {@code metrics} and {@code compare-metrics} ask for them: paths and options in, JSON out.
 *
 * <pre>
 *   two files ──> LabelFile x 2 ──> MetricsTask ──> PairScores, ProfileComparison
 *   pairs.csv ──> PairList ─────────────┘            one JSON object a line
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.task.MetricsTask} first. Folders are scored by {@code batch.BatchEvaluation}. Nothing here prints.
 */
package org.sagittal.evaluation.task;
