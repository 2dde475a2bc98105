/**
 * Models in nnU-Net v2's own files: result folders, exported zips, and the checkpoints in them, read without running anything they hold;
 * and back into such a folder.
 *
 * <pre>
 *   folder or zip ──ModelFiles──> NnunetModels, a ModelSource: one NnunetModelFolder a configuration ──> plans.json, dataset.json
 *                                      │
 *                      fold_k/checkpoint_*.pth ── exchange.torch ──> NamedTensors
 *
 *   ModelSource ──NnunetExport──> a results folder that nnU-Net's predictor loads
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.exchange.NnunetModels} first. What a plan means is not decided here but in
 * {@code planner.plan}, what a checkpoint holds in {@code planner.exchange.torch}.
 */
package org.sagittal.planner.exchange;
