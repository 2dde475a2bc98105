/**
 * Files of volumes, read and written with the JDK alone: here is which format a file has and what every format can do. Every header is held
 * against the file's real size before memory is taken, and whatever is wrong is one sentence in a
 * {@link org.sagittal.geometry.io.file.FormatException}.
 *
 * <pre>
 *   file ── VolumeFormats.of(file) ──> VolumeFormat ── readHeader ──> VolumeHeader   (grid, type, components)
 *                                            └──────── scan ────────> slices of doubles ──> FloatVoxels, LabelVoxels
 *
 *   io.nifti  io.nrrd  io.metaimage  io.mgh  io.gipl    the formats; nobody names them but META-INF/services
 *      └─────────┴──────────┴───────────┴───────┴────┐
 *   io.format     what several of them share         │
 *   io.data       bytes of a file <-> numbers <-> slices
 *   io            what they promise: VolumeFormat, and the memory that VolumeLimits allows
 *   io.stream     bytes packed and unpacked          io.zip, io.npy    archives and arrays, which are no volumes
 *   io.file       a file is there wholly or not at all, and its trouble is one sentence
 * </pre>
 *
 * <p>Who stands higher may use what stands below. Read {@link org.sagittal.geometry.io.VolumeFormat} first: a further format is one more class
 * that implements it, and a line in its module's {@code META-INF/services}.
 */
package org.sagittal.geometry.io;
