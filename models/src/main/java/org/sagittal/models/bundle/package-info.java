/**
 * Weights at rest: files that hold tensors and nothing that could run.
 *
 * <pre>
 *   NamedTensors + metadata ──Safetensors──> file ──Safetensors──> NamedTensors + metadata
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.bundle.Safetensors} first. nnU-Net's own checkpoints are read in the planner's exchange.
 */
package org.sagittal.models.bundle;
