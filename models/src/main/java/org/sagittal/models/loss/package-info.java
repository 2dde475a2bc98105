/**
 * What training minimises, as source text that becomes part of a network's archive.
 *
 * <pre>
 *   LossSpec ──SegmentationLoss.methods──> ScriptMethod loss, counts
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.loss.SegmentationLoss} first. How its gradient is followed is {@code models.training}.
 */
package org.sagittal.models.loss;
