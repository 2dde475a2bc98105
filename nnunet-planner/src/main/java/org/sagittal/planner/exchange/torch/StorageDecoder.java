package org.sagittal.planner.exchange.torch;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A storage's bytes go in as they are unpacked, a run of its numbers comes out as float32: the storage itself is never in memory as a
 * whole.
 */
final class StorageDecoder extends OutputStream {
    private static final int CHUNK = 1 << 16;

    private final StorageType type;
    private final float[] numbers;
    private final ByteBuffer waiting;
    private long skipBytes;
    private int done;

    /**
     * Prepares for one storage.
     *
     * @param type its numbers
     * @param order its byte order
     * @param first the first number to keep
     * @param count how many to keep
     */
    StorageDecoder(StorageType type, ByteOrder order, long first, int count) {
        this.type = type;
        this.numbers = new float[count];
        this.waiting = ByteBuffer.allocate(CHUNK).order(order);
        this.skipBytes = first * type.bytes();
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int skipped = (int) Math.min(skipBytes, length);
        skipBytes -= skipped;
        int at = offset + skipped;
        int end = offset + length;
        while (at < end && done < numbers.length) {
            int taken = Math.min(waiting.remaining(), end - at);
            waiting.put(bytes, at, taken);
            at += taken;
            decode();
        }
    }

    private void decode() {
        waiting.flip();
        int count = Math.min(waiting.remaining() / type.bytes(), numbers.length - done);
        type.decode(waiting, numbers, done, count);
        done += count;
        waiting.compact();
    }

    /** The numbers asked for, in order; handed over without a copy. */
    float[] numbers() {
        return numbers;
    }
}
