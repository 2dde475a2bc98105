/**
 * Arrays in NumPy's files: one in {@code .npy}, several by name in {@code .npz}. They are no volumes, since they have no grid.
 *
 * <pre>
 *   .npy ── NpyFormat.read ──> NpyArray ──> FloatVoxels, LabelVoxels, numbers
 *   .npz ── NpzStream.open ──> the values of one array, piece by piece
 *   values ── NpyFormat.write, NpzFormat.write ──> file
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.npy.NpyFormat} first.
 */
package org.sagittal.geometry.io.npy;
