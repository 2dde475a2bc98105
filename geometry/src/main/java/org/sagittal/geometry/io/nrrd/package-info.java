/**
 * NRRD, the format of 3D Slicer and Teem: a header in words, then voxels raw, as text, or packed by gzip or bzip2, in the same file or in
 * others.
 *
 * <pre>
 *   file ── HeaderLines ──> NrrdFields ──> NrrdHeader ──┬── NrrdSpace ──> AxisGrid ──> VoxelGrid
 *                                                       └── DataParts ──> SliceReader ──> slices
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.nrrd.NrrdFormat} first.
 */
package org.sagittal.geometry.io.nrrd;
