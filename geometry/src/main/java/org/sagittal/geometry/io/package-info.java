/**
 * Files of volumes and arrays, read and written with the JDK alone. Every header is held against the file's real size before memory is
 * taken, and whatever is wrong is one sentence in a {@link org.sagittal.geometry.io.FormatException}.
 *
 * <pre>
 *   file ── VolumeFormats.of(file) ──> VolumeFormat ── readHeader ──> VolumeHeader   (grid, type, components)
 *                                            └──────── scan ────────> slices of doubles ──> FloatVoxels, LabelVoxels
 *   .npy ── NpyFormat.read ──> NpyArray
 *   WholeFile                  what is written is there wholly or not at all
 *   BoundedInput, VolumeLimits what a file can hold, and what one may take of memory for it
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.VolumeFormat} first: a further format is one more class that implements it,
 * and a line in its module's {@code META-INF/services}.
 */
package org.sagittal.geometry.io;
