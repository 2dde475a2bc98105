package org.sagittal.preprocessing.dicom.codec;

import java.util.Arrays;

/**
 * A Huffman code of at most 16 bits a symbol.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81 annex C and F.2.2.3</a>
 */
final class HuffmanTable {
    private static final int LONGEST = 16;
    private static final int FAST = 9;

    private final int[] symbols;
    private final int[] firstCode = new int[LONGEST + 2];
    private final int[] firstIndex = new int[LONGEST + 2];
    private final int[] counts;

    /** For the next 9 bits: length in the upper half and symbol in the lower, 0 where the code is longer. */
    private final int[] fast = new int[1 << FAST];

    /**
     * Makes the code.
     *
     * @param counts how many symbols each length has, index 1 to 16
     * @param symbols in order of their codes
     */
    HuffmanTable(int[] counts, int[] symbols) {
        this.counts = counts.clone();
        this.symbols = symbols.clone();
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            firstCode[length] = code;
            firstIndex[length] = index;
            if (code + counts[length] > 1 << length) {
                throw new CodecException("its compressed picture has a damaged Huffman table");
            }
            for (int i = 0; i < counts[length] && length <= FAST; i++) {
                int start = code + i << FAST - length;
                Arrays.fill(fast, start, start + (1 << FAST - length), length << 16 | symbols[index + i]);
            }
            code += counts[length];
            index += counts[length];
            code <<= 1;
        }
    }

    int decode(JpegBits in) {
        int next = in.peek16();
        int entry = fast[next >> LONGEST - FAST];
        if (entry != 0) {
            in.skip(entry >> 16);
            return entry & 0xffff;
        }
        for (int length = 1; length <= LONGEST; length++) {
            int offset = (next >> LONGEST - length) - firstCode[length];
            if (offset >= 0 && offset < counts[length]) {
                in.skip(length);
                return symbols[firstIndex[length] + offset];
            }
        }
        throw new CodecException("its compressed picture is damaged: a Huffman code is unknown");
    }
}
