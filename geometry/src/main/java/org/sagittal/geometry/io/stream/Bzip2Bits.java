package org.sagittal.geometry.io.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bits of a bzip2 stream, the highest of each byte first, and its checksum. */
final class Bzip2Bits {
    /** CRC-32 with the polynomial 0x04c11db7, the highest bit first. */
    static final int[] CRC = new int[256];

    static {
        for (int value = 0; value < CRC.length; value++) {
            int crc = value << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
            }
            CRC[value] = crc;
        }
    }

    private final InputStream in;
    private int held;
    private int count;

    Bzip2Bits(InputStream in) {
        this.in = in;
    }

    /** The next bits, at most 24, as a number. */
    int next(int bits) throws IOException {
        int value = nextOrEnd(bits);
        if (value < 0) {
            throw new EOFException();
        }
        return value;
    }

    /** Like {@link #next}, but -1 if the stream ends before. */
    int nextOrEnd(int bits) throws IOException {
        while (count < bits) {
            int more = in.read();
            if (more < 0) {
                return -1;
            }
            held = held << 8 | more;
            count += 8;
        }
        count -= bits;
        return held >>> count & (1 << bits) - 1;
    }

    void alignToByte() {
        count -= count % 8;
    }
}
