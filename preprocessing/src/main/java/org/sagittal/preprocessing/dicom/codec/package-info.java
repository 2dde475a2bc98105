/**
 * Compressed pictures as DICOM holds them: bytes of one frame -> its numbers. Each decoder checks the picture's own size against the one
 * that is expected before it takes memory, never goes back in its bytes, and refuses what is damaged.
 *
 * <pre>
 *   bytes + PictureShape ──┬─ RleCodec                                                     ──> Picture   (numbers (y, x, c), bits, sign)
 *                          ├─ JpegCodec ── JpegScan ──┬─ CosineScan       lossy
 *                          │                          └─ PredictionScan   lossless
 *                          ├─ JpegLsCodec ── JpegLsModel
 *                          └─ Jpeg2000Codec ── CodeStream ── PacketReader ── BlockDecoder ── Wavelet
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dicom.codec.Picture} first. Colour spaces and data sets are not known here.
 */
package org.sagittal.preprocessing.dicom.codec;
