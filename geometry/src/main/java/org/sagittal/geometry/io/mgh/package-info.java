/**
 * MGH and MGZ, FreeSurfer's format: 284 bytes of big-endian header, then frames of voxels; MGZ is the same packed by gzip.
 *
 * <pre>
 *   file ── BoundedInput ──> MghHeader ──> VoxelGrid
 *                  └── BinaryNumbers ──> SliceReader ──> slices
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.mgh.MghFormat} first.
 */
package org.sagittal.geometry.io.mgh;
