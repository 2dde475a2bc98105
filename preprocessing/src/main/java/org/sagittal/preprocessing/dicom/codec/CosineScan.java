package org.sagittal.preprocessing.dicom.codec;

import java.util.Arrays;
import java.util.List;

/**
 * Baseline and extended JPEG: blocks of 8 x 8 coefficients -> samples, by the integer cosine transform with 13-bit constants that the
 * Independent JPEG Group's library uses, so that numbers equal those of programs built on it.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81 annex F; C. Loeffler, A. Ligtenberg, G. Moschytz 1989</a>
 */
final class CosineScan extends JpegScan {
    /** Place of the nth coefficient, row by row. */
    static final int[] ZIGZAG = zigzag();

    private static final int BITS = 13;
    private static final int BLOCK = JpegFrame.BLOCK;

    private final List<Part> parts;
    private final int[] previous;
    private final int[] block = new int[BLOCK * BLOCK];
    private final int extraBits;
    private final int centre;
    private final int most;

    CosineScan(JpegFrame frame, List<Part> parts) {
        this.parts = parts;
        this.previous = new int[parts.size()];
        this.extraBits = frame.bits() == 8 ? 2 : 1;
        this.centre = 1 << frame.bits() - 1;
        this.most = (1 << frame.bits()) - 1;
        for (Part p : parts) {
            if (p.first() == null || p.second() == null || p.quantization() == null) {
                throw new CodecException("its compressed picture lacks a Huffman or quantization table");
            }
        }
    }

    private static int[] zigzag() {
        int[] order = new int[BLOCK * BLOCK];
        int n = 0;
        for (int sum = 0; sum < 2 * BLOCK - 1; sum++) {
            for (int i = Math.max(0, sum - BLOCK + 1); i <= Math.min(sum, BLOCK - 1); i++) {
                int row = (sum & 1) == 0 ? sum - i : i;
                order[n++] = row * BLOCK + sum - row;
            }
        }
        return order;
    }

    @Override
    int side() {
        return BLOCK;
    }

    @Override
    void reset() {
        Arrays.fill(previous, 0);
    }

    @Override
    void step(JpegBits bits, int part, int x, int y) {
        Part p = parts.get(part);
        Arrays.fill(block, 0);
        int category = p.first().decode(bits);
        if (category > 15) {
            throw new CodecException("its compressed picture is damaged: a difference has " + category + " bits");
        }
        previous[part] += bits.difference(category);
        block[0] = previous[part] * p.quantization()[0];
        for (int k = 1; k < block.length; k++) {
            int symbol = p.second().decode(bits);
            int size = symbol & 15;
            if (size == 0 && symbol >> 4 != 15) {
                break;
            }
            k += symbol >> 4;
            if (k >= block.length) {
                throw new CodecException("its compressed picture is damaged: a block has too many coefficients");
            }
            int place = ZIGZAG[k];
            block[place] = bits.difference(size) * p.quantization()[place];
        }
        transform(p.component(), x * BLOCK, y * BLOCK);
    }

    private void transform(JpegFrame.Component c, int x, int y) {
        for (int column = 0; column < BLOCK; column++) {
            pass(column, BLOCK, BITS - extraBits);
        }
        for (int row = 0; row < BLOCK; row++) {
            pass(row * BLOCK, 1, BITS + extraBits + 3);
            int to = (y + row) * c.stride + x;
            for (int i = 0; i < BLOCK; i++) {
                c.samples[to + i] = Math.max(0, Math.min(most, block[row * BLOCK + i] + centre));
            }
        }
    }

    /** One row or column of the block, in place; the result is rounded by a number of bits. */
    private void pass(int at, int step, int shift) {
        int even26 = (block[at + 2 * step] + block[at + 6 * step]) * fixed(0.541196100);
        int low = even26 - block[at + 6 * step] * fixed(1.847759065);
        int high = even26 + block[at + 2 * step] * fixed(0.765366865);
        int sum = block[at] + block[at + 4 * step] << BITS;
        int difference = block[at] - block[at + 4 * step] << BITS;
        int a7 = block[at + 7 * step];
        int a5 = block[at + 5 * step];
        int a3 = block[at + 3 * step];
        int a1 = block[at + step];
        int all = (a7 + a3 + a5 + a1) * fixed(1.175875602);
        int s71 = (a7 + a1) * fixed(0.899976223);
        int s53 = (a5 + a3) * fixed(2.562915447);
        int s73 = all - (a7 + a3) * fixed(1.961570560);
        int s51 = all - (a5 + a1) * fixed(0.390180644);
        int odd0 = a7 * fixed(0.298631336) - s71 + s73;
        int odd1 = a5 * fixed(2.053119869) - s53 + s51;
        int odd2 = a3 * fixed(3.072711026) - s53 + s73;
        int odd3 = a1 * fixed(1.501321110) - s71 + s51;
        put(at, step, 0, shift, sum + high, odd3);
        put(at, step, 1, shift, difference + low, odd2);
        put(at, step, 2, shift, difference - low, odd1);
        put(at, step, 3, shift, sum - high, odd0);
    }

    private void put(int at, int step, int i, int shift, int even, int odd) {
        int half = 1 << shift - 1;
        block[at + i * step] = even + odd + half >> shift;
        block[at + (BLOCK - 1 - i) * step] = even - odd + half >> shift;
    }

    private static int fixed(double value) {
        return (int) (value * (1 << BITS) + 0.5);
    }
}
