/**
 * Image to the box that holds anything: the first thing both the fingerprint and preprocessing do, so that neither sees the empty space
 * around a head or a masked organ.
 *
 * <pre>
 *   channels ── any value != 0 ── holes filled ──> NonzeroRegion (mask, tight box)
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.crop.NonzeroRegion} first.
 */
package org.sagittal.preprocessing.crop;
