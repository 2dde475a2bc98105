/**
 * Intensities to values a network likes: the five schemes of nnU-Net, one record each. A scheme works on one channel, in place, and
 * takes its numbers from the image itself or, for CT, from the fingerprint.
 *
 * <pre>
 *   (z)(y * x) intensities ── Normalization.apply ──> the same arrays, normalised
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.normalize.Normalization} first. Which scheme a channel gets is decided by the planner.
 */
package org.sagittal.preprocessing.normalize;
