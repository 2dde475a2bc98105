package org.sagittal.preprocessing.dicom.codec;

/**
 * What a picture must be: (y, x, c).
 *
 * @param rows y
 * @param columns x
 * @param samples c, numbers a pixel
 */
public record PictureShape(int rows, int columns, int samples) {
    /** Refuses pictures without pixels and such that an array cannot hold. */
    public PictureShape {
        if (rows < 1 || columns < 1 || samples < 1 || (long) rows * columns * samples > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a picture must have 1 to 2^31 - 9 numbers, got " + rows + " x " + columns + " x " + samples);
        }
    }

    int pixels() {
        return rows * columns;
    }

    int numbers() {
        return rows * columns * samples;
    }

    /** Refuses a compressed picture that says it is something else. */
    void require(int itsRows, int itsColumns, int itsSamples) {
        if (itsRows != rows || itsColumns != columns || itsSamples != samples) {
            throw new CodecException("its compressed picture is " + itsRows + " x " + itsColumns + " with " + itsSamples
                    + " numbers a pixel, but the data set says " + rows + " x " + columns + " with " + samples);
        }
    }
}
