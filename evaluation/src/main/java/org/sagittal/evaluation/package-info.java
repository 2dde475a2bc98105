/**
 * From a reference and a prediction to scores, statistics and a report. A score that does not exist is a value with a reason, never NaN
 * by accident, and every score says by which profile it was made.
 *
 * <pre>
 *   LabelVolume reference ─┐                      ┌ overlap      counts, Dice, IoU, ...
 *                          ├─ ScoringScheme ──────┼ surface      distances between outlines, in mm
 *   LabelVolume prediction ┘  which labels        ├ instance     lesion by lesion
 *                                                 └ topology     skeletons, holes
 *        profile      named definitions: which tool's rules made a number
 *        batch        folders of cases ──> summary (nnU-Net's summary.json), report (json, csv, html)
 *        statistics   intervals, tests, rankings        calibration   probabilities against truth
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.Score} and {@link org.sagittal.evaluation.ScoringScheme} first, then {@code
 * batch.BatchEvaluation}. Reading images in formats beyond {@code geometry.io} does not belong here: a reader is handed in.
 */
package org.sagittal.evaluation;
