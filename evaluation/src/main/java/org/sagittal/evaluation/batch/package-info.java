/**
 * Many cases: pairs of files scored one beside the other, in bounded memory, with what was done kept so that a second run goes on.
 *
 * <pre>
 *   folders ──> CasePair ... ──> BatchEvaluation ──> CaseResult ...        ──> summary, report
 *                                  reader │ scorer     ScoredCase | FailedCase
 *                                  journal (JSON lines, one a finished case)
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.batch.BatchEvaluation} first. How a volume is read and what is scored are handed in.
 */
package org.sagittal.evaluation.batch;
