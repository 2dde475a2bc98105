package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks bzip2: blocks that were run-length coded, Burrows-Wheeler transformed, moved to front and Huffman coded; each block's checksum
 * is verified, and streams may follow one another.
 *
 * <p>Reference: the format as bzip2 1.0 writes it. Randomised blocks, which no program writes since 1999, are refused.
 */
final class Bzip2Input extends InputStream {
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;
    private static final int LEVEL_BYTES = 100_000;

    private final InputStream in;
    private final Bzip2Bits bits;
    private int[] links = new int[0];
    private int mostBytes;
    private boolean ended;

    // What is left of the block: undoing the transform, then the run lengths.
    private int left;
    private int position;
    private int previous = -1;
    private int equal;
    private int repeats;
    private int crc;
    private int statedCrc;

    Bzip2Input(InputStream in) throws IOException {
        this.in = in;
        this.bits = new Bzip2Bits(in);
        readStreamStart(bits.next(16));
    }

    private void readStreamStart(int magic) throws IOException {
        if (magic != 0x425a || bits.next(8) != 'h') {
            throw new IOException("the data is not packed by bzip2");
        }
        int level = bits.next(8) - '0';
        if (level < 1 || level > 9) {
            throw damaged();
        }
        mostBytes = level * LEVEL_BYTES;
    }

    private static IOException damaged() {
        return new IOException("the bzip2 data is damaged");
    }

    @Override
    public int read() throws IOException {
        while (true) {
            if (repeats > 0) {
                repeats--;
                return count(previous);
            }
            if (left == 0 && !nextBlock()) {
                return -1;
            }
            int value = nextTransformed();
            if (equal == 4) {
                equal = 0;
                repeats = value;
            } else {
                equal = value == previous ? equal + 1 : 1;
                previous = value;
                return count(value);
            }
        }
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int value = read();
            if (value < 0) {
                return i == 0 ? -1 : i;
            }
            into[at + i] = (byte) value;
        }
        return count;
    }

    private int count(int value) {
        crc = crc << 8 ^ Bzip2Bits.CRC[crc >>> 24 ^ value];
        return value;
    }

    private int nextTransformed() {
        position = links[position];
        int value = position & 0xff;
        position >>>= 8;
        left--;
        return value;
    }

    /** Reads the next block, if there is one. */
    private boolean nextBlock() throws IOException {
        if (ended) {
            return false;
        }
        if (previous >= 0 && ~crc != statedCrc) {
            throw new IOException("the bzip2 data is damaged (checksum differs)");
        }
        long mark = (long) bits.next(24) << 24 | bits.next(24);
        while (mark == END) {
            bits.next(16);
            bits.next(16); // the checksum of the blocks' checksums
            bits.alignToByte();
            int magic = bits.nextOrEnd(16);
            if (magic < 0) {
                ended = true;
                return false;
            }
            readStreamStart(magic);
            mark = (long) bits.next(24) << 24 | bits.next(24);
        }
        if (mark != BLOCK) {
            throw damaged();
        }
        readBlock();
        return true;
    }

    private void readBlock() throws IOException {
        statedCrc = bits.next(16) << 16 | bits.next(16);
        if (bits.next(1) != 0) {
            throw new IOException("the bzip2 data is randomised, which is no longer read");
        }
        int origin = bits.next(24);
        Bzip2Block block = new Bzip2Block(bits, mostBytes);
        links = block.links(links);
        left = block.length();
        if (left == 0 || origin >= left) {
            throw damaged();
        }
        position = links[origin] >>> 8;
        previous = 256; // equal to no byte
        equal = 0;
        repeats = 0;
        crc = -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
