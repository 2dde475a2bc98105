package org.sagittal.geometry.io.zip;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The end of a zip: where its directory lies. There must be exactly one that fits.
 *
 * @param entries how many entries the directory has
 * @param directoryAt where it begins
 * @param directoryBytes how long it is
 */
record ZipEnd(long entries, long directoryAt, long directoryBytes) {
    private static final int BYTES = 22;
    private static final int LOCATOR_BYTES = 20;
    private static final int WIDE_BYTES = 56;
    private static final int LONGEST_COMMENT = 0xffff;

    /** Finds the end and holds it against the file. */
    static ZipEnd find(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        int tailBytes = (int) Math.min(size, BYTES + LONGEST_COMMENT);
        ByteBuffer tail = bytes(channel, size - tailBytes, tailBytes);
        int at = -1;
        for (int i = tailBytes - BYTES; i >= 0; i--) {
            boolean fits = tail.getInt(i) == 0x06054b50 && i + BYTES + (tail.getShort(i + 20) & 0xffff) == tailBytes;
            if (fits && at >= 0) {
                throw new FormatException(file, "has two directories, and which one counts is not clear; refused");
            }
            at = fits ? i : at;
        }
        if (at < 0) {
            throw incomplete(file, "its directory is missing at the end");
        }
        long position = size - tailBytes + at;
        ZipEnd end = new ZipEnd(
                tail.getShort(at + 10) & 0xffff,
                tail.getInt(at + 16) & 0xffffffffL,
                tail.getInt(at + 12) & 0xffffffffL);
        ZipEnd wide = wide(file, channel, position);
        long directoryEnd = position;
        if (wide != null) {
            if (!end.agrees(wide)) {
                throw new FormatException(file, "describes its directory in two ways; refused");
            }
            end = wide;
            directoryEnd = position - LOCATOR_BYTES - WIDE_BYTES;
        } else if ((tail.getShort(at + 8) & 0xffff) != end.entries || tail.getInt(at + 4) != 0) {
            throw new FormatException(file, "is one part of a zip in several; join them first");
        }
        end.requireInside(file, directoryEnd);
        return end;
    }

    /** The wide fields hold for those that are full; the others must say the same. */
    private boolean agrees(ZipEnd wide) {
        return (entries == 0xffff || entries == wide.entries)
                && (directoryAt == 0xffffffffL || directoryAt == wide.directoryAt)
                && (directoryBytes == 0xffffffffL || directoryBytes == wide.directoryBytes);
    }

    private void requireInside(Path file, long directoryEnd) {
        boolean inside = entries >= 0
                && directoryAt >= 0
                && directoryBytes >= 0
                && directoryAt <= directoryEnd
                && directoryBytes <= directoryEnd - directoryAt;
        if (!inside) {
            throw incomplete(file, "its directory lies outside of it");
        }
        if (directoryAt + directoryBytes != directoryEnd) {
            throw new FormatException(
                    file,
                    "has " + (directoryEnd - directoryAt - directoryBytes)
                            + " bytes that belong to no entry; a plain zip is expected");
        }
    }

    /** The directory of a zip of more than 4 GiB or 65535 entries, if there is one in front of the usual end. */
    private static ZipEnd wide(Path file, FileChannel channel, long end) throws IOException {
        if (end < LOCATOR_BYTES + WIDE_BYTES) {
            return null;
        }
        ByteBuffer locator = bytes(channel, end - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator.getInt(0) != 0x07064b50) {
            return null;
        }
        long at = locator.getLong(8);
        if (at != end - LOCATOR_BYTES - WIDE_BYTES) {
            throw new FormatException(
                    file, "has bytes in front of its entries or between them; a plain zip is expected");
        }
        ByteBuffer wide = bytes(channel, at, WIDE_BYTES);
        if (wide.getInt(0) != 0x06064b50 || wide.getLong(24) != wide.getLong(32)) {
            throw incomplete(file, "the directory of its large entries is damaged");
        }
        return new ZipEnd(wide.getLong(32), wide.getLong(48), wide.getLong(40));
    }

    static FormatException incomplete(Path file, String what) {
        return new FormatException(file, "is no complete zip archive (" + what + "); download or export it again");
    }

    /** Bytes of the file, little-endian. */
    static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file ends in the middle");
            }
        }
        return bytes.flip();
    }
}
