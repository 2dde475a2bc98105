package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side. Each block ends on a byte's border, as after a flush, and begins with
 * the end of the one before as its dictionary, so that it shrinks as well; where blocks end depends on the data alone, and so every number
 * of workers gives the same bytes. Written by one thread, which deflates too.
 */
final class GzipBlocks extends OutputStream {
    static final int BLOCK_BYTES = 1 << 18;

    private static final int DICTIONARY_BYTES = 1 << 15;
    private static final int BUFFER_BYTES = 1 << 16;
    /** Deflated by RFC 1952, no name, no time, system unknown. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream out;
    private final int level;
    private final WorkAhead workers;
    private final CRC32 checksum = new CRC32();
    private final Deque<WorkAhead.Piece<byte[]>> pending = new ArrayDeque<>();
    private final byte[] single = new byte[1];
    /** The end of the block before, then the block. */
    private byte[] bytes = new byte[DICTIONARY_BYTES + BLOCK_BYTES];

    private int dictionary;
    private int count;
    private long length;
    private volatile boolean abandoned;

    /**
     * Begins a member.
     *
     * @param out takes the compressed bytes; stays open
     * @param level of deflate, 1 to 9
     * @param workers may deflate blocks
     * @throws IOException if the stream does not take its head
     */
    GzipBlocks(OutputStream out, int level, WorkAhead workers) throws IOException {
        this.out = out;
        this.level = level;
        this.workers = workers;
        out.write(HEAD);
    }

    @Override
    public void write(int value) throws IOException {
        single[0] = (byte) value;
        write(single, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int size) throws IOException {
        Objects.checkFromIndexSize(offset, size, from.length);
        checksum.update(from, offset, size);
        length += size;
        for (int done = 0; done < size; ) {
            if (count == BLOCK_BYTES) {
                endBlock(false);
            }
            int some = Math.min(size - done, BLOCK_BYTES - count);
            System.arraycopy(from, offset + done, bytes, DICTIONARY_BYTES + count, some);
            count += some;
            done += some;
        }
    }

    private void endBlock(boolean last) throws IOException {
        Block block = new Block(bytes, dictionary, count, last);
        boolean room = workers.hasRoom();
        WorkAhead.Piece<byte[]> piece = workers.offer(() -> abandoned ? new byte[0] : block.deflate(level));
        pending.add(piece);
        byte[] fresh = new byte[DICTIONARY_BYTES + BLOCK_BYTES];
        dictionary = Math.min(DICTIONARY_BYTES, count);
        System.arraycopy(
                bytes, DICTIONARY_BYTES + count - dictionary, fresh, DICTIONARY_BYTES - dictionary, dictionary);
        bytes = fresh;
        count = 0;
        if (!room) {
            piece.begin();
        }
        while (!pending.isEmpty() && (pending.peek().done() || pending.size() > mostPending())) {
            out.write(pending.poll().result());
        }
    }

    /** So that finished blocks do not pile up behind one that a slow worker has. */
    private int mostPending() {
        return 2 * workers.most() + 2;
    }

    /**
     * Writes what is left, and the end of the member.
     *
     * @throws IOException if the stream below does not take it
     */
    void finish() throws IOException {
        endBlock(true);
        pending.forEach(WorkAhead.Piece::begin);
        while (!pending.isEmpty()) {
            out.write(pending.poll().result());
        }
        ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(end.putInt((int) checksum.getValue()).putInt((int) length).array());
    }

    /** Ends the work on blocks that nobody wants any more, and waits for workers that are at one. The stream below stays open. */
    @Override
    public void close() throws IOException {
        abandoned = true;
        while (!pending.isEmpty()) {
            pending.poll().result();
        }
    }

    /** What one worker deflates: {@code dictionary} bytes that are known before, then {@code count} bytes. */
    private record Block(byte[] bytes, int dictionary, int count, boolean last) {
        byte[] deflate(int level) {
            Deflater deflater = new Deflater(level, true);
            try {
                if (dictionary > 0) {
                    deflater.setDictionary(bytes, DICTIONARY_BYTES - dictionary, dictionary);
                }
                deflater.setInput(bytes, DICTIONARY_BYTES, count);
                if (last) {
                    deflater.finish();
                }
                return drain(deflater);
            } finally {
                deflater.end();
            }
        }

        /** A buffer that is not filled says that everything up to the flush, or the end, is out. */
        private byte[] drain(Deflater deflater) {
            byte[] made = new byte[BUFFER_BYTES];
            int size = 0;
            while (true) {
                int got = deflater.deflate(
                        made, size, made.length - size, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
                size += got;
                if (last ? deflater.finished() : size < made.length) {
                    return Arrays.copyOf(made, size);
                }
                made = Arrays.copyOf(made, made.length + BUFFER_BYTES);
            }
        }
    }
}
