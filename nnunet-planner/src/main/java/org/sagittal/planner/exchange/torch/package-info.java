/**
 * PyTorch's checkpoint files, read without Python and without running anything they hold. A checkpoint is a zip with a pickle; the pickle
 * is read by a machine that knows a few dozen opcodes and an allow-list of names, and everything else is refused by name.
 *
 * <pre>
 *   checkpoint_*.pth ── BoundedZip ──> TorchArchive ── PickleMachine ──> maps, lists, numbers, TorchTensor
 *                                                                          │
 *                                        NamedTensors <── CanonicalNames ── TorchCheckpoint
 *
 *   NamedTensors ── StateDictNames, TorchCheckpointWriter ──> checkpoint_*.pth that nnU-Net's predictor loads
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.exchange.torch.TorchCheckpoint} first, then
 * {@link org.sagittal.planner.exchange.torch.PickleMachine}. Folders, plans and labels of a model do not belong here; see {@code
 * planner.exchange}.
 */
package org.sagittal.planner.exchange.torch;
