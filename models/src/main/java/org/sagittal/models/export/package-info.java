/**
 * Trained models as files that other programs run: each fold a network of its own, beside them a description of everything around it.
 *
 * <pre>
 *   ModelSource ──ExportSelection──> members, folds ──ProgramFormat──> fold_0.onnx, fold_1.onnx, ...
 *                                        └────────────PipelineDescription──> pipeline.json
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.export.ProgramExport} first. nnU-Net's own layout is no matter of this package; it is written in the
 * planner's exchange.
 */
package org.sagittal.models.export;
