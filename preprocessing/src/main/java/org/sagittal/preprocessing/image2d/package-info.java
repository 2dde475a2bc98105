/**
 * Pictures: PNG, TIFF, BMP, JPEG and PNM files -> numbers, in two ways: as nnU-Net's readers take them, and as volumes with a spacing.
 *
 * <pre>
 *   file ── Pictures.read ──> Picture = one FloatVoxels (pages, y, x) a colour + SampleType, as scikit-image reads it
 *   file ── TiffFormat, PngFormat, BmpFormat, JpegFormat, PnmFormat ──> VolumeFormat, as SimpleITK reads it
 *             │   TIFF: directories and raw samples here (Commons Imaging rounds 16 bits to 8);
 *             │         TiffLayout: which page is which slice and channel, and how large a voxel is
 *             │         (ImageJDescription, OmeDescription, SpacingSidecar, resolution fields)
 *             ├── PNG, JPEG: samples by the JDK (Commons Imaging applies gamma, which changes labels)
 *             └── BMP: here, but runs by Commons Imaging, as PNM
 *   LabelVoxels ── Pictures.writeLabels ──> uint8, or uint16 from 255 on
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.image2d.Pictures} and {@link org.sagittal.preprocessing.image2d.TiffFormat} first. What
 * nnU-Net makes of a picture is in {@code preprocessing.reader}.
 */
package org.sagittal.preprocessing.image2d;
