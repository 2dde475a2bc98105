/**
 * Changes that have to do with labels: what lies outside of the image, the previous stage's labels as extra image channels and how they
 * are roughened, and the targets that the loss compares to.
 *
 * <pre>
 *   ZeroOutsideMask, ReplaceLabel
 *   PreviousStageChannels ──&gt; BinaryMorphology, ComponentRemoval      (cascade only)
 *   LabelTargets: labels, or one channel a region, at every scale of deep supervision
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.augment.label.LabelTargets} first.
 */
package org.sagittal.models.augment.label;
