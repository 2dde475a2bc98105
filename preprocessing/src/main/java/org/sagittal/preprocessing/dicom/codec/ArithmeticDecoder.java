package org.sagittal.preprocessing.dicom.codec;

import java.util.Arrays;

/**
 * The adaptive binary arithmetic decoder of JPEG 2000, or its raw bits where coding is bypassed.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex C</a>
 */
final class ArithmeticDecoder {
    static final int RUN = 17;
    static final int UNIFORM = 18;

    private static final int[] SIZES = {
        0x5601, 0x3401, 0x1801, 0x0ac1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401, 0x1c01, 0x1601,
                0x5601,
        0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201, 0x1c01, 0x1801, 0x1601, 0x1401, 0x1201,
                0x1101,
        0x0ac1, 0x09c1, 0x08a1, 0x0521, 0x0441, 0x02a1, 0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025, 0x0015, 0x0009,
                0x0005,
        0x0001, 0x5601
    };
    private static final int[] AFTER_LIKELY = {
        1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46
    };
    private static final int[] AFTER_UNLIKELY = {
        1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 23, 24, 25, 26,
        27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46
    };

    private final int[] states = new int[UNIFORM + 1];
    private final int[] likely = new int[UNIFORM + 1];
    private byte[] in = {};
    private int at;
    private int code;
    private int interval;
    private int count;

    ArithmeticDecoder() {
        forget();
    }

    /** Sets all contexts to where they start. */
    void forget() {
        Arrays.fill(states, 0);
        Arrays.fill(likely, 0);
        states[0] = 4;
        states[RUN] = 3;
        states[UNIFORM] = 46;
    }

    /** Starts at the first byte of a segment. */
    void start(byte[] bytes) {
        in = bytes;
        at = 0;
        code = byteAt(0) << 16;
        next();
        code <<= 7;
        count -= 7;
        interval = 0x8000;
    }

    private int byteAt(int i) {
        return i < in.length ? in[i] & 0xff : 0xff;
    }

    private void next() {
        if (byteAt(at) == 0xff) {
            if (byteAt(at + 1) > 0x8f) {
                code += 0xff00;
                count = 8;
            } else {
                at++;
                code += byteAt(at) << 9;
                count = 7;
            }
        } else {
            at++;
            code += byteAt(at) << 8;
            count = 8;
        }
    }

    int decode(int context) {
        int state = states[context];
        int size = SIZES[state];
        int bit = likely[context];
        interval -= size;
        if (code >>> 16 < size) {
            boolean swapped = interval < size;
            interval = size;
            bit = swapped ? moreLikely(context, state) : lessLikely(context, state);
        } else {
            code -= size << 16;
            if ((interval & 0x8000) != 0) {
                return bit;
            }
            bit = interval < size ? lessLikely(context, state) : moreLikely(context, state);
        }
        do {
            if (count == 0) {
                next();
            }
            interval <<= 1;
            code <<= 1;
            count--;
        } while ((interval & 0x8000) == 0);
        return bit;
    }

    private int moreLikely(int context, int state) {
        states[context] = AFTER_LIKELY[state];
        return likely[context];
    }

    private int lessLikely(int context, int state) {
        int bit = 1 - likely[context];
        if (state == 0 || state == 6 || state == 14) {
            likely[context] = bit;
        }
        states[context] = AFTER_UNLIKELY[state];
        return bit;
    }

    /** Starts at the first byte of a segment of raw bits. */
    void startRaw(byte[] bytes) {
        in = bytes;
        at = 0;
        code = 0;
        count = 0;
    }

    int raw() {
        if (count == 0) {
            count = code == 0xff ? 7 : 8;
            code = byteAt(at++);
        }
        return code >> --count & 1;
    }
}
