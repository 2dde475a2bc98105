/**
 * Trained models wherever they lie, and weights at rest: files that hold tensors and nothing that could run.
 *
 * <pre>
 *   nnU-Net's folders and zips ─┐
 *   our run folders ────────────┼─> ModelSource ── description: BundleDescription, one MemberDescription a configuration
 *                                                └─ weights, one fold at a time: NamedTensors
 *
 *   NamedTensors + metadata ──Safetensors──> file ──Safetensors──> NamedTensors + metadata
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.bundle.ModelSource} first. nnU-Net's own checkpoints are read in the planner's exchange.
 */
package org.sagittal.models.bundle;
