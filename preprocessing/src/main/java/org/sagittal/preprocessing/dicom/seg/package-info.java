/**
 * DICOM Segmentation objects, written for a label map on the series that was segmented, and read back as a label map with names. One bit a
 * pixel, one segment a label, frames only where a slice has the label.
 *
 * <pre>
 *   LabelVolume + SegmentDescriptions + DicomSeries ── SegmentationWriter ──> file
 *   file ── SegmentationReader ──> Segmentation = LabelVolume + SegmentDescriptions + overlaps
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dicom.seg.SegmentationWriter} first.
 */
package org.sagittal.preprocessing.dicom.seg;
