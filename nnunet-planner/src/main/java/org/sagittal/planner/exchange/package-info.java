/**
 * Models in nnU-Net v2's own files: result folders, exported zips and PyTorch checkpoints, read without Python and without running
 * anything they hold. A checkpoint is a zip with a pickle; the pickle is read by a machine that knows a few dozen opcodes and an
 * allow-list of names, and everything else is refused by name.
 *
 * <pre>
 *   folder or zip ──ModelFiles──> NnunetModels, a ModelSource: one NnunetModelFolder a configuration ──> plans.json, dataset.json
 *                                      │
 *                      fold_k/checkpoint_*.pth
 *                                      │ BoundedZip
 *                                 TorchArchive ──PickleMachine──> maps, lists, numbers, TorchTensor
 *                                      │
 *                               TorchCheckpoint ──CanonicalNames──> NamedTensors
 *
 *   ModelSource ──NnunetExport, TorchCheckpointWriter──> a results folder that nnU-Net's predictor loads
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.exchange.NnunetModels} first. What a plan means is not decided here but in
 * {@code planner.plan}.
 */
package org.sagittal.planner.exchange;
