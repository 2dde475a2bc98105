/**
 * MetaImage, ITK's own format: a header in words, then voxels raw, as text, or packed by zlib, in the same file ({@code .mha}) or in others
 * ({@code .mhd}).
 *
 * <pre>
 *   file ── HeaderLines ──> MetaHeader ──┬── AxisGrid ──> VoxelGrid
 *                                        └── DataParts ──> SliceReader ──> slices
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.metaimage.MetaImageFormat} first.
 */
package org.sagittal.geometry.io.metaimage;
