/**
 * What several formats share, so that each says only what is its own. A format extends one of the two here and fills in its header.
 *
 * <pre>
 *   NRRD, MetaImage ──> DetachableFormat    a header in words (HeaderLines), voxels behind it or in other files
 *   GIPL, MGH ────────> FramesFormat        a binary header of fixed length, volumes one after another
 *   axes as a header lists them ── AxisGrid ──> VoxelGrid
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.format.FramesFormat} first, the shorter one.
 */
package org.sagittal.geometry.io.format;
