/**
 * The whole job in one go: raw dataset in, trained folds, predictions and a report out. Every finished step is kept and passed over when
 * the job is started again.
 *
 * <pre>
 *   RawDataset ─> fingerprint ─> plans ─> store ─> runs/CONFIG/fold_N ─> predictions ─> report
 *                      └── steps.json: what is finished, and from what it was made ──┘
 *                                         validation/, predictions/: .cases.json says it of each case
 * </pre>
 *
 * <p>Read {@code SelfConfiguringPipeline} first. Mechanisms do not belong here: each arrow is a call into the package that owns it.
 */
package org.sagittal.planner.pipeline;
