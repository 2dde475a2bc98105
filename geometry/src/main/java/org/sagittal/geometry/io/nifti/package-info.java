/**
 * NIfTI-1, NIfTI-2 and Analyze 7.5, in one file or two, gzipped or not. Values and geometry are those that SimpleITK gives, and where it refuses a file, those
 * that nibabel gives.
 *
 * <pre>
 *   file ── BoundedInput ──> NiftiHeader ──┬── NiftiGeometry (Quaternion) ──> VoxelGrid, NibabelGeometry
 *                                          └── NiftiType, NiftiScaling ── SliceReader ──> slices
 *   VolumeHeader ── NiftiHeaderWriter ──> header
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.nifti.NiftiFormat} first.
 */
package org.sagittal.geometry.io.nifti;
