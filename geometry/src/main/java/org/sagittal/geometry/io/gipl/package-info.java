/**
 * GIPL, the format of the Guy's Image Processing Lab: 256 bytes of big-endian header, then voxels; axes are the world's.
 *
 * <pre>
 *   file ── BoundedInput ──> GiplHeader ──> VoxelGrid
 *                  └── BinaryNumbers ──> SliceReader ──> slices
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.gipl.GiplFormat} first.
 */
package org.sagittal.geometry.io.gipl;
