package org.sagittal.geometry.io.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a header says about an entry's bytes, with the 64-bit fields filled in where the 32-bit ones are full.
 *
 * @param crc CRC-32 of the unpacked bytes
 * @param packedBytes length in the file; -1 if the field is full and no other says it
 * @param bytes length when unpacked; likewise
 * @param headerAt where the local header begins; likewise
 */
record ZipSizes(long crc, long packedBytes, long bytes, long headerAt) {
    private static final long FULL = 0xffffffffL;
    private static final int ZIP64 = 1;

    /** From a header of the directory that begins at a position. */
    static ZipSizes ofDirectory(ByteBuffer in, int at, ByteBuffer extra) {
        return of(unsigned(in, at + 16), unsigned(in, at + 20), unsigned(in, at + 24), unsigned(in, at + 42), extra);
    }

    /** From the header in front of the data, whose own position is known. */
    static ZipSizes ofHeader(ByteBuffer in, long headerAt, ByteBuffer extra) {
        ZipSizes read = of(unsigned(in, 14), unsigned(in, 18), unsigned(in, 22), 0, extra);
        return new ZipSizes(read.crc, read.packedBytes, read.bytes, headerAt);
    }

    private static ZipSizes of(long crc, long packed, long bytes, long headerAt, ByteBuffer extra) {
        ByteBuffer wide = zip64(extra.order(ByteOrder.LITTLE_ENDIAN));
        long wideBytes = bytes == FULL ? next(wide) : bytes;
        long widePacked = packed == FULL ? next(wide) : packed;
        long wideHeader = headerAt == FULL ? next(wide) : headerAt;
        return new ZipSizes(crc, widePacked, wideBytes, wideHeader);
    }

    /** The fields for large files: those of the others that are full, in a fixed order. */
    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int tag = extra.getShort() & 0xffff;
            int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
            if (tag == ZIP64) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long next(ByteBuffer wide) {
        return wide.remaining() < 8 ? -1 : wide.getLong();
    }

    private static long unsigned(ByteBuffer in, int at) {
        return in.getInt(at) & FULL;
    }
}
