package org.sagittal.preprocessing.dicom.codec;

/**
 * How a component of a JPEG 2000 tile is transformed, cut into blocks, and quantized.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annexes A.6 and E</a>
 */
final class CodingStyle {
    static final int BYPASS = 1;
    static final int RESET = 2;
    static final int TERMINATE = 4;
    static final int CAUSAL = 8;
    static final int SYMBOLS = 32;

    private static final int MOST_LEVELS = 32;
    private static final int MOST_PLANES = 30;

    int levels;
    int blockWidthBits;
    int blockHeightBits;
    int blockStyle;
    boolean reversible;

    /** Width (low half) and height (high half) of a resolution's precincts as powers of two. */
    int[] precincts = {};

    private int guardBits;
    private int quantization;
    private int[] steps = {};

    CodingStyle copy() {
        CodingStyle other = new CodingStyle();
        other.levels = levels;
        other.blockWidthBits = blockWidthBits;
        other.blockHeightBits = blockHeightBits;
        other.blockStyle = blockStyle;
        other.reversible = reversible;
        other.precincts = precincts;
        other.guardBits = guardBits;
        other.quantization = quantization;
        other.steps = steps;
        return other;
    }

    /** Reads what COD and COC have in common. */
    void readBlocks(CodeStream in, int at, int end, boolean ownPrecincts) {
        levels = in.u8(at);
        blockWidthBits = (in.u8(at + 1) & 15) + 2;
        blockHeightBits = (in.u8(at + 2) & 15) + 2;
        blockStyle = in.u8(at + 3);
        reversible = in.u8(at + 4) == 1;
        if (levels > MOST_LEVELS
                || blockWidthBits > 10
                || blockHeightBits > 10
                || blockWidthBits + blockHeightBits > 12
                || in.u8(at + 4) > 1
                || blockStyle > 63) {
            throw new CodecException("its JPEG 2000 picture has a damaged or unknown coding style");
        }
        precincts = new int[levels + 1];
        for (int r = 0; r <= levels; r++) {
            int size = ownPrecincts && at + 5 + r < end ? in.u8(at + 5 + r) : 0xff;
            if (r > 0 && ((size & 15) == 0 || size >> 4 == 0)) {
                throw new CodecException("its JPEG 2000 picture has precincts without blocks");
            }
            precincts[r] = size & 15 | size >> 4 << 16;
        }
    }

    /** Reads what QCD and QCC have in common. */
    void readSteps(CodeStream in, int at, int end) {
        guardBits = in.u8(at) >> 5;
        quantization = in.u8(at) & 31;
        int bytes = quantization == 0 ? 1 : 2;
        if (quantization > 2) {
            throw new CodecException("its JPEG 2000 picture has an unknown quantization");
        }
        steps = new int[Math.max(0, (end - at - 1) / bytes)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = bytes == 1 ? in.u8(at + 1 + i) >> 3 << 11 : in.u16(at + 1 + 2 * i);
        }
    }

    /** Exponent and mantissa of the nth band; bands are counted from the coarsest, three a level after the first. */
    private int step(int band) {
        int index = quantization == 1 ? 0 : band;
        if (index >= steps.length) {
            throw new CodecException("its JPEG 2000 picture lacks a quantization step");
        }
        if (quantization != 1) {
            return steps[index];
        }
        int level = band == 0 ? 0 : (band - 1) / 3;
        int exponent = (steps[0] >> 11) - level;
        return Math.max(0, exponent) << 11 | steps[0] & 0x7ff;
    }

    /** Bit planes that a band can have. */
    int planes(int band) {
        int planes = guardBits + (step(band) >> 11) - 1;
        if (planes < 0 || planes > MOST_PLANES + 16) {
            throw new CodecException("its JPEG 2000 picture has " + planes + " bit planes");
        }
        return planes;
    }

    /** Size of one quantization step of a band whose samples have some bits, gain of the wavelet included. */
    double stepSize(int band, int bits) {
        return reversible ? 1 : Math.scalb(1 + (step(band) & 0x7ff) / 2048.0, bits - (step(band) >> 11));
    }
}
