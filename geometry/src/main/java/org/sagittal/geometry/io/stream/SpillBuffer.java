package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Bytes that wait until it is known how many they are: in memory, and beyond 16 MiB in a file that goes away when this is closed. */
public final class SpillBuffer extends OutputStream {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MOST_CHUNKS = 256;

    private final Path folder;
    private final List<byte[]> chunks = new ArrayList<>();
    private final byte[] single = new byte[1];
    private FileChannel file;
    private long length;

    /**
     * Makes an empty one.
     *
     * @param folder an existing folder with room for what does not fit in memory
     */
    public SpillBuffer(Path folder) {
        this.folder = folder;
    }

    /**
     * How much has been written.
     *
     * @return bytes
     */
    public long length() {
        return length;
    }

    @Override
    public void write(int value) throws IOException {
        single[0] = (byte) value;
        write(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int place = (int) (length % CHUNK_BYTES);
            int now = Math.min(CHUNK_BYTES - place, count - done);
            if (length >= (long) CHUNK_BYTES * MOST_CHUNKS) {
                spill(bytes, at + done, count - done);
                length += count - done;
                return;
            }
            if (place == 0) {
                chunks.add(new byte[CHUNK_BYTES]);
            }
            System.arraycopy(bytes, at + done, chunks.get(chunks.size() - 1), place, now);
            length += now;
            done += now;
        }
    }

    private void spill(byte[] bytes, int at, int count) throws IOException {
        if (file == null) {
            String name =
                    ".packed." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part";
            file = FileChannel.open(
                    folder.resolve(name),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, count);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /**
     * Gives everything away.
     *
     * @param out receives all bytes in order
     * @throws IOException if they cannot be read back or written
     */
    public void writeTo(OutputStream out) throws IOException {
        long left = length;
        for (byte[] chunk : chunks) {
            int now = (int) Math.min(left, CHUNK_BYTES);
            out.write(chunk, 0, now);
            left -= now;
        }
        if (file != null) {
            file.position(0);
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
            while (file.read(buffer.clear()) > 0) {
                out.write(buffer.array(), 0, buffer.position());
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
