/**
 * What a person gets to see: one self-contained page, a lossless JSON and a long CSV, from the results of a batch.
 *
 * <pre>
 *   CaseResult ... ──> EvaluationReport ──> Aggregation     means, intervals, what is undefined and why
 *                            │
 *                            ├── ReportJson   report.json   every value
 *                            ├── ReportCsv    report.csv    one score a line
 *                            └── ReportPage   index.html    tables, strips, worst cases with outlines on slices
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.report.EvaluationReport} first, then {@link org.sagittal.evaluation.report.ReportFiles}. The page
 * needs no network and no other file. Images come through a function that the caller hands in.
 */
package org.sagittal.evaluation.report;
