package org.sagittal.preprocessing.dicom.seg;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Pixels of one bit into bytes, as DICOM packs them: the first pixel is the lowest bit of the first byte, and frames follow one another
 * without filling up to a byte.
 *
 * <p>Reference: PS3.5 section 8.1.1 and annex D.
 */
final class BitPacking {
    private final OutputStream out;
    private int pending;
    private int bits;

    /**
     * Packs into a stream.
     *
     * @param out takes the bytes
     */
    BitPacking(OutputStream out) {
        this.out = out;
    }

    /** How many bytes some pixels take. */
    static long bytes(long pixels) {
        return (pixels + 7) / 8;
    }

    /**
     * Adds one frame.
     *
     * @param labels (y, x) row-major
     * @param label pixels that carry it are 1, others 0
     * @throws IOException if the stream does not take it
     */
    void add(short[] labels, int label) throws IOException {
        for (short one : labels) {
            pending |= (one == label ? 1 : 0) << bits;
            bits++;
            if (bits == 8) {
                flush();
            }
        }
    }

    /**
     * Fills the last byte up.
     *
     * @throws IOException if the stream does not take it
     */
    void finish() throws IOException {
        if (bits > 0) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(pending);
        pending = 0;
        bits = 0;
    }
}
