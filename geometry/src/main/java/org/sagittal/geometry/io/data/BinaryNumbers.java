package org.sagittal.geometry.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sagittal.geometry.io.SampleType;

/** Numbers that are stored as they lie in memory. */
public final class BinaryNumbers implements NumberSource {
    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream in;
    private final SampleType type;
    private final ByteBuffer chunk;

    /**
     * Reads from a stream.
     *
     * @param in stands at the first number; closed with this
     * @param type how a number is stored
     * @param order byte order
     */
    public BinaryNumbers(InputStream in, SampleType type, ByteOrder order) {
        this.in = in;
        this.type = type;
        this.chunk = ByteBuffer.allocate(CHUNK_BYTES).order(order);
    }

    @Override
    public void read(double[] into, int count) throws IOException {
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int done = 0; done < count; ) {
            int now = Math.min(perChunk, count - done);
            if (in.readNBytes(chunk.array(), 0, now * type.bytes()) < now * type.bytes()) {
                throw new EOFException();
            }
            type.decode(chunk.clear(), into, done, now);
            done += now;
        }
    }

    @Override
    public void finish() throws IOException {
        // What else there may be is no one's business, but an unpacking stream compares checksums when it reaches its
        // end.
        in.read();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
