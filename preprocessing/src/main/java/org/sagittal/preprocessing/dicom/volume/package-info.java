/**
 * DICOM as a format of volumes: whatever kind of DICOM a path leads to, it is read as one volume, or as one label map.
 *
 * <pre>
 *   file, folder of one series ── DicomFormat.series ──> dicom.series.DicomSeries ──> values
 *   segmentation ───────────────────────────────────────> dicom.seg.SegmentationReader ──> labels
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dicom.volume.DicomFormat}, the only class.
 */
package org.sagittal.preprocessing.dicom.volume;
