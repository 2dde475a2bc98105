package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A stream whose next bytes are fetched, and inflated, while the last ones are being used. The first bytes come straight through: small
 * files, and headers of large ones, cost nothing more. For one reading thread.
 */
final class ReadAhead extends InputStream {
    /** Up to here nothing is fetched ahead. */
    static final int DIRECT_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 1 << 18;

    private final InputStream in;
    private final WorkAhead workers;
    private final byte[] single = new byte[1];
    private long direct;
    private Chunk current = new Chunk(new byte[0], 0, null);
    private int at;
    private byte[] spare;
    private WorkAhead.Piece<Chunk> next;
    private volatile boolean closed;

    /** Some bytes, and what came after them where that was a failure. Fewer than the array holds only at the end. */
    private record Chunk(byte[] bytes, int count, IOException failure) {}

    /**
     * Wraps a stream.
     *
     * @param in expensive to read; closed by {@link #close}
     * @param workers may read it
     */
    ReadAhead(InputStream in, WorkAhead workers) {
        this.in = in;
        this.workers = workers;
    }

    @Override
    public int read() throws IOException {
        int got = read(single, 0, 1);
        return got < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (direct < DIRECT_BYTES) {
            int got = in.read(into, offset, (int) Math.min(length, DIRECT_BYTES - direct));
            direct += Math.max(0, got);
            return got;
        }
        if (at == current.count && !refill()) {
            return -1;
        }
        int count = Math.min(length, current.count - at);
        System.arraycopy(current.bytes, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean refill() throws IOException {
        if (current.failure != null) {
            throw current.failure;
        }
        if (current.count < current.bytes.length) {
            return false;
        }
        byte[] used = current.bytes.length > 0 ? current.bytes : new byte[CHUNK_BYTES];
        if (next == null) {
            current = fetch(used);
        } else {
            current = next.result();
            spare = used;
        }
        at = 0;
        next = current.failure == null && current.count == CHUNK_BYTES && workers.hasRoom() ? ahead() : null;
        return refilled();
    }

    private WorkAhead.Piece<Chunk> ahead() {
        byte[] into = spare != null ? spare : new byte[CHUNK_BYTES];
        return workers.offer(() -> fetch(into));
    }

    private boolean refilled() throws IOException {
        if (current.count == 0 && current.failure != null) {
            throw current.failure;
        }
        return current.count > 0;
    }

    private Chunk fetch(byte[] into) {
        int count = 0;
        try {
            while (count < into.length && !closed) {
                int got = in.read(into, count, into.length - count);
                if (got < 0) {
                    break;
                }
                count += got;
            }
            return new Chunk(into, count, null);
        } catch (IOException e) {
            return new Chunk(into, count, e);
        }
    }

    /** Waits for a worker that is reading, which stops soon, so that nothing reads a closed file. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            if (next != null) {
                next.result();
            }
        } finally {
            next = null;
            in.close();
        }
    }
}
