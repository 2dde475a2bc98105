/**
 * Files of a case -> (c, z, y, x) array of float32 with spacing, and label maps back into files, as nnU-Net's five readers do it.
 *
 * <pre>
 *   ending, example ── ImageReaders.detect ──> ImageReader
 *   files ── ImageReader.readImages ──> CaseImages = channels + spacing + Placement
 *   labels + CaseImages ── ImageReader.writeLabel ──> file on the same grid
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.reader.ImageReader} first. Formats are at home in {@code geometry.io} and
 * {@code preprocessing.image2d}; this package adds only what nnU-Net makes of them.
 */
package org.sagittal.preprocessing.reader;
