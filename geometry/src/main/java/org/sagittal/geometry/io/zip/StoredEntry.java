package org.sagittal.geometry.io.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/** The bytes of an entry that is not compressed, and the checksum of those that were taken. */
final class StoredEntry extends InputStream {
    private final FileChannel channel;
    private final ZipRecord entry;
    private final CRC32 sum = new CRC32();
    private long position;

    StoredEntry(FileChannel channel, ZipRecord entry) {
        this.channel = channel;
        this.entry = entry;
        this.position = entry.dataAt();
    }

    /** Whether all bytes were taken and are those the directory states. */
    boolean whole() {
        return position == entry.end() && sum.getValue() == entry.crc();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, entry.end() - position);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int got = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
        if (got < 0) {
            throw new EOFException("the file became shorter while it was read");
        }
        sum.update(bytes, offset, got);
        position += got;
        return got;
    }
}
