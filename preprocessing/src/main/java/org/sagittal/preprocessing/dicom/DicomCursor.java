package org.sagittal.preprocessing.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Reads a source from front to back in steps of a few kilobytes; numbers are little endian unless turned. */
final class DicomCursor {
    private static final int WINDOW = 1 << 13;
    private static final int PIECE = 1 << 20;

    private final DicomSource source;
    private final byte[] window = new byte[WINDOW];
    private long windowStart;
    private int windowLength;
    private long position;
    private boolean bigEndian;

    DicomCursor(DicomSource source, long position) {
        this.source = source;
        this.position = position;
        this.windowStart = position;
    }

    long position() {
        return position;
    }

    void moveTo(long target) {
        position = target;
    }

    long remaining() {
        return source.size() - position;
    }

    void bigEndian(boolean turned) {
        bigEndian = turned;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** Whether the source goes on; for inflated data only reading tells. */
    boolean hasMore() throws IOException {
        return fill(1);
    }

    /** Looks at a byte ahead without moving; -1 beyond the end. */
    int peek(int ahead) throws IOException {
        if (!fill(ahead + 1)) {
            return -1;
        }
        return window[(int) (position - windowStart) + ahead] & 0xff;
    }

    private boolean fill(int count) throws IOException {
        long have = windowStart + windowLength - position;
        if (position >= windowStart && have >= count) {
            return true;
        }
        windowStart = position;
        windowLength = source.read(position, window, 0, WINDOW);
        return windowLength >= count;
    }

    int u8() throws IOException {
        int value = peek(0);
        if (value < 0) {
            throw new EOFException();
        }
        position++;
        return value;
    }

    int u16() throws IOException {
        int first = u8();
        int second = u8();
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    /** 32 bits without sign. */
    long u32() throws IOException {
        long first = u16();
        long second = u16();
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    int tag() throws IOException {
        int group = u16();
        return group << 16 | u16();
    }

    /** Bytes of a value, taken piece by piece, so that a length that lies costs no more memory than there is data. */
    byte[] bytes(int count) throws IOException {
        byte[] value = new byte[Math.min(count, PIECE)];
        int got = 0;
        while (got < count) {
            if (got == value.length) {
                value = Arrays.copyOf(value, (int) Math.min(count, 2L * value.length));
            }
            int n = source.read(position, value, got, value.length - got);
            if (n <= 0) {
                throw new EOFException();
            }
            got += n;
            position += n;
        }
        return value;
    }
}
