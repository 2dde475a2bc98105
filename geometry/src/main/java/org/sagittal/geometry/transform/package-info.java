/**
 * What is done to voxels as a set of places on one grid: turned, joined into components, filled.
 *
 * <pre>
 *   direction ── AxisOrder.toRas ──> which array axis runs along which axis of the patient, and which way
 *   mask ── HoleFilling ───────────> mask without enclosed background
 *   mask ── DistanceTransform ─────> millimetres from every voxel to the mask
 *   mask ── ConnectedComponents ───> components with their sizes, boxes and runs
 *   labels ── LabelBoxes ──────────> where each label lies, one pass for all
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.transform.HoleFilling} first. Intensities are not touched here; resampling is the preprocessing
 * module's.
 */
package org.sagittal.geometry.transform;
