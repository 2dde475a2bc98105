/**
 * DICOM files, read and written by hand: elements, data sets, and the pixels of frames in every transfer syntax that Java can decode.
 * What a file claims is held against its size before memory is taken, and a damaged file is refused with one sentence.
 *
 * <pre>
 *   file ── DicomReader ──> DicomFile ── dataset() ──> DicomDataset   (tag -> text, numbers, nested data sets)
 *                               └── PixelFrames.open ──> frames of numbers, rescaled    (codecs: dicom.codec)
 *   DicomDataset ── DicomWriter ──> file
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dicom.DicomReader} first. How files make a series and a volume is not known here.
 */
package org.sagittal.preprocessing.dicom;
