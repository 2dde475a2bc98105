/**
 * Compressed pictures as DICOM holds them: bytes of one frame -> its numbers. Each decoder checks the picture's own size against the one
 * that is expected before it takes memory, reads every byte at most once, and refuses what is damaged.
 *
 * <pre>
 *   bytes + PictureShape ── RleCodec, JpegCodec, JpegLsCodec, Jpeg2000Codec ──> Picture   (numbers (y, x, c), bits, sign)
 *                                      │
 *                         JpegScans ───┴── CosineScan (lossy), PredictionScan (lossless)
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dicom.codec.Picture} first. Colour spaces and data sets are not known here.
 */
package org.sagittal.preprocessing.dicom.codec;
