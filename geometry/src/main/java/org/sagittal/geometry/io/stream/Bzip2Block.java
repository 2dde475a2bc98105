package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.util.Arrays;

/** One block of a bzip2 stream, read up to the Burrows-Wheeler transform. */
final class Bzip2Block {
    private static final int GROUP = 50;
    private static final int LONGEST_CODE = 20;
    private static final int MOST_SELECTORS = 18_002;

    private final Bzip2Bits bits;
    private final byte[] bytes;
    private final int[] front = new int[256];
    private int used;
    private int length;

    Bzip2Block(Bzip2Bits bits, int mostBytes) throws IOException {
        this.bits = bits;
        this.bytes = new byte[mostBytes];
        readSymbols();
        if (used == 0) {
            throw damaged();
        }
        int tables = bits.next(3);
        byte[] selectors = selectors(tables, bits.next(15));
        Code[] codes = new Code[tables];
        for (int i = 0; i < tables; i++) {
            codes[i] = readCode();
        }
        decode(selectors, codes);
    }

    private static IOException damaged() {
        return new IOException("the bzip2 data is damaged");
    }

    /** Bytes in the block, before the run lengths are undone. */
    int length() {
        return length;
    }

    private void readSymbols() throws IOException {
        int ranges = bits.next(16);
        for (int range = 0; range < 16; range++) {
            if ((ranges >> 15 - range & 1) != 0) {
                int present = bits.next(16);
                for (int i = 0; i < 16; i++) {
                    if ((present >> 15 - i & 1) != 0) {
                        front[used++] = 16 * range + i;
                    }
                }
            }
        }
    }

    /** Which code each group of 50 symbols uses, moved to front. */
    private byte[] selectors(int tables, int count) throws IOException {
        if (tables < 2 || tables > 6 || count < 1) {
            throw damaged();
        }
        byte[] order = {0, 1, 2, 3, 4, 5};
        byte[] selectors = new byte[Math.min(count, MOST_SELECTORS)];
        for (int i = 0; i < count; i++) {
            int place = 0;
            while (bits.next(1) == 1) {
                place++;
                if (place >= tables) {
                    throw damaged();
                }
            }
            byte chosen = order[place];
            System.arraycopy(order, 0, order, 1, place);
            order[0] = chosen;
            if (i < selectors.length) {
                selectors[i] = chosen; // some programs write more than can be used
            }
        }
        return selectors;
    }

    private Code readCode() throws IOException {
        int[] lengths = new int[used + 2];
        int current = bits.next(5);
        for (int i = 0; i < lengths.length; i++) {
            while (bits.next(1) == 1) {
                current += bits.next(1) == 0 ? 1 : -1;
                if (current < 1 || current > LONGEST_CODE) {
                    throw damaged();
                }
            }
            if (current < 1 || current > LONGEST_CODE) {
                throw damaged();
            }
            lengths[i] = current;
        }
        return new Code(lengths);
    }

    /** A canonical Huffman code: the symbols of each length are numbered one after another. */
    private final class Code {
        private final int[] symbols;
        private final int[] firstSymbol = new int[LONGEST_CODE + 2];
        private final int[] firstCode = new int[LONGEST_CODE + 2];
        private final int[] counts = new int[LONGEST_CODE + 2];

        Code(int[] lengths) {
            symbols = new int[lengths.length];
            for (int length : lengths) {
                counts[length]++;
            }
            int at = 0;
            int code = 0;
            for (int length = 1; length <= LONGEST_CODE; length++) {
                firstSymbol[length] = at;
                firstCode[length] = code;
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        symbols[at++] = symbol;
                    }
                }
                code = code + counts[length] << 1;
            }
        }

        int next() throws IOException {
            int code = 0;
            for (int length = 1; length <= LONGEST_CODE; length++) {
                code = code << 1 | bits.next(1);
                int place = code - firstCode[length];
                if (place >= 0 && place < counts[length]) {
                    return symbols[firstSymbol[length] + place];
                }
            }
            throw damaged();
        }
    }

    private void decode(byte[] selectors, Code[] codes) throws IOException {
        int run = 0;
        int weight = 1;
        for (int read = 0; ; read++) {
            if (read / GROUP >= selectors.length) {
                throw damaged();
            }
            int symbol = codes[selectors[read / GROUP]].next();
            if (symbol <= 1) {
                if (weight > bytes.length) {
                    throw damaged();
                }
                run += weight << symbol;
                weight <<= 1;
                continue;
            }
            if (run > 0) {
                append(front[0], run);
                run = 0;
                weight = 1;
            }
            if (symbol == used + 1) {
                return;
            }
            int value = front[symbol - 1];
            System.arraycopy(front, 0, front, 1, symbol - 1);
            front[0] = value;
            append(value, 1);
        }
    }

    private void append(int value, int times) throws IOException {
        if (times > bytes.length - length) {
            throw damaged();
        }
        Arrays.fill(bytes, length, length + times, (byte) value);
        length += times;
    }

    /**
     * What undoes the transform: entry i holds, above its lowest 8 bits, the place to go to from place i, and below the byte there.
     *
     * @param reuse an array that may serve again
     * @return at least as many entries as there are bytes
     */
    int[] links(int[] reuse) {
        int[] links = reuse.length >= length ? reuse : new int[bytes.length];
        int[] next = new int[257];
        for (int i = 0; i < length; i++) {
            links[i] = bytes[i] & 0xff;
            next[(bytes[i] & 0xff) + 1]++;
        }
        for (int value = 0; value < 256; value++) {
            next[value + 1] += next[value];
        }
        for (int i = 0; i < length; i++) {
            links[next[bytes[i] & 0xff]++] |= i << 8;
        }
        return links;
    }
}
