/**
 * DICOM files -> volumes: the frames of a file, or the files of a folder, sorted by where they lie and put on one grid. What is no regular
 * stack (missing slices, unequal distances, several images of one place, a leaning stack) is told, not guessed.
 *
 * <pre>
 *   folder ── DicomFolder.open ──> series by UID ── only / named ──> DicomSeries = frames by z + VoxelGrid + warnings
 *   file ───────────── DicomSeries.ofFile ─────────────────────────────┘   │
 *              data set ── FramePlanes ──> SlicePlanes ── SliceStack ──┘   └── scan ──> slices of rescaled values
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dicom.series.SliceStack} first: it holds the rules and their bounds.
 */
package org.sagittal.preprocessing.dicom.series;
