package org.sagittal.preprocessing.dicom.codec;

/**
 * A decoded picture.
 *
 * @param shape (y, x, c)
 * @param bits precision of its numbers, 1 to 32
 * @param signed whether the compressed picture says that its numbers have signs; only JPEG 2000 knows
 * @param numbers shape (y, x, c); not copied
 */
public record Picture(PictureShape shape, int bits, boolean signed, int[] numbers) {}
