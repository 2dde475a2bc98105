/**
 * Several trained models on the same cases: which is better, and whether the data can tell. The protocol is that of nnU-Net Revisited: the same
 * folds for all, the spread over folds or repeated trainings beside every mean, and no verdict on differences within that spread.
 *
 * <pre>
 *   summary.json, report.json ──> TrialFiles ──> Trial ... ──> Contender ... ──> Study ──> StudyResult
 *                                  one fold                     one model        aligned    Standing | Pairing | ranks
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.study.Study} first, then {@link org.sagittal.evaluation.study.Pairing}, which says when a difference counts.
 */
package org.sagittal.evaluation.study;
