/**
 * Pictures: PNG, TIFF, BMP, JPEG and PNM files -> (c, z, y, x) arrays of raw numbers, one z a page, and label maps back into PNG, TIFF and
 * BMP.
 *
 * <pre>
 *   file ── Pictures.read ──> Picture = one FloatVoxels (pages, y, x) a colour + SampleType
 *             │   kind and size: Apache Commons Imaging, before memory is taken
 *             ├── TIFF: its directories by Commons Imaging, raw samples here (it rounds 16 bits to 8)
 *             ├── PNG:  samples by the JDK (Commons Imaging applies gamma, which changes labels)
 *             └── BMP, JPEG, PNM: Commons Imaging
 *   LabelVoxels ── Pictures.writeLabels ──> uint8, or uint16 from 255 on
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.image2d.Pictures} first. What nnU-Net makes of a picture is in {@code preprocessing.reader}.
 */
package org.sagittal.preprocessing.image2d;
