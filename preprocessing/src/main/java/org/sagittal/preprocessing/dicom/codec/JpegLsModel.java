package org.sagittal.preprocessing.dicom.codec;

/**
 * The adapting state of a JPEG-LS scan: gradients -> context, context -> predicted error and code.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.87">ITU-T T.87 annex A</a>
 */
final class JpegLsModel {
    private static final int CONTEXTS = 365;
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegLsBits in;
    private final int most;
    private final int near;
    private final int step;
    private final int range;
    private final int rangeBits;
    private final int limit;
    private final int reset;
    private final int[] thresholds;
    private final int[] errors = new int[CONTEXTS + 2];
    private final int[] counts = new int[CONTEXTS + 2];
    private final int[] biases = new int[CONTEXTS];
    private final int[] corrections = new int[CONTEXTS];
    private final int[] negatives = new int[2];

    /**
     * Starts a scan.
     *
     * @param in its bits
     * @param preset largest value, three thresholds, reset interval; 0 for the usual ones
     * @param bits precision
     * @param near largest error of near-lossless coding, 0 for lossless
     */
    JpegLsModel(JpegLsBits in, int[] preset, int bits, int near) {
        this.in = in;
        this.near = near;
        this.most = preset[0] == 0 ? (1 << bits) - 1 : preset[0];
        if (near > Math.min(255, most / 2)) {
            throw new CodecException("its compressed picture allows errors of " + near + ", which it cannot");
        }
        this.step = 2 * near + 1;
        this.range = (most + 2 * near) / step + 1;
        this.rangeBits = 32 - Integer.numberOfLeadingZeros(range - 1);
        int valueBits = Math.max(2, 32 - Integer.numberOfLeadingZeros(most));
        this.limit = 2 * (valueBits + Math.max(8, valueBits));
        this.reset = preset[4] == 0 ? 64 : preset[4];
        this.thresholds = thresholds(preset);
        java.util.Arrays.fill(errors, Math.max(2, (range + 32) / 64));
        java.util.Arrays.fill(counts, 1);
        if (reset < 3) {
            throw new CodecException("its compressed picture has a reset interval of " + reset);
        }
    }

    private int[] thresholds(int[] preset) {
        int[] t = new int[3];
        int[] base = {3, 7, 21};
        int low = near + 1;
        for (int i = 0; i < t.length; i++) {
            int usual;
            int error = (2 * i + 3) * near;
            if (most >= 128) {
                int factor = (Math.min(most, 4095) + 128) / 256;
                usual = factor * (base[i] - i - 2) + i + 2 + error;
            } else {
                usual = Math.max(i + 2, base[i] / (256 / (most + 1)) + error);
            }
            usual = usual > most || usual < low ? low : usual;
            t[i] = preset[1 + i] == 0 ? usual : preset[1 + i];
            low = t[i];
        }
        return t;
    }

    /** Whether the neighbours are so alike that a run starts. */
    boolean flat(int left, int up, int upLeft, int upRight) {
        return Math.abs(upRight - up) <= near && Math.abs(up - upLeft) <= near && Math.abs(upLeft - left) <= near;
    }

    private int level(int gradient) {
        int size = Math.abs(gradient);
        int level =
                size >= thresholds[2] ? 4 : size >= thresholds[1] ? 3 : size >= thresholds[0] ? 2 : size > near ? 1 : 0;
        return gradient < 0 ? -level : level;
    }

    /** Decodes a sample by its neighbours. */
    int sample(int left, int up, int upLeft, int upRight) {
        int context = (level(upRight - up) * 9 + level(up - upLeft)) * 9 + level(upLeft - left);
        int sign = context < 0 ? -1 : 1;
        int q = context * sign;
        int predicted = upLeft >= Math.max(left, up)
                ? Math.min(left, up)
                : upLeft <= Math.min(left, up) ? Math.max(left, up) : left + up - upLeft;
        predicted = Math.max(0, Math.min(most, predicted + sign * corrections[q]));
        int k = exponent(errors[q], counts[q]);
        int error = folded(code(k, limit), near == 0 && k == 0 && 2 * biases[q] <= -counts[q]);
        learn(q, error);
        return reconstructed(predicted, sign * error);
    }

    private static int exponent(int sum, int count) {
        int k = 0;
        while (k < 24 && count << k < sum) {
            k++;
        }
        return k;
    }

    private int code(int k, int bitsAllowed) {
        int longest = bitsAllowed - rangeBits - 1;
        int zeros = in.zeros(longest);
        return zeros < longest ? (zeros << k) + in.take(k) : in.take(rangeBits) + 1;
    }

    private static int folded(int code, boolean inverted) {
        int error = (code & 1) == 0 ? code >> 1 : -(code + 1 >> 1);
        return inverted ? -error - 1 : error;
    }

    private void learn(int q, int error) {
        biases[q] += error * step;
        errors[q] += Math.abs(error);
        if (counts[q] == reset) {
            errors[q] >>= 1;
            biases[q] >>= 1;
            counts[q] >>= 1;
        }
        int n = ++counts[q];
        if (biases[q] <= -n) {
            biases[q] = Math.max(biases[q] + n, 1 - n);
            corrections[q] = Math.max(-128, corrections[q] - 1);
        } else if (biases[q] > 0) {
            biases[q] = Math.min(biases[q] - n, 0);
            corrections[q] = Math.min(127, corrections[q] + 1);
        }
    }

    private int reconstructed(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > most + near) {
            value -= range * step;
        }
        return Math.max(0, Math.min(most, value));
    }

    /** Samples of a run; the state of its lengths is kept by the caller, since interleaved lines have one each. */
    int run(int[] index, int remaining) {
        int length = 0;
        while (in.bit()) {
            int block = 1 << RUN_BITS[index[0]];
            int taken = Math.min(block, remaining - length);
            length += taken;
            if (taken == block) {
                index[0] = Math.min(RUN_BITS.length - 1, index[0] + 1);
            }
            if (length == remaining) {
                return length;
            }
        }
        length += in.take(RUN_BITS[index[0]]);
        if (length >= remaining) {
            throw new CodecException("its compressed picture is damaged: a run is longer than its line");
        }
        return length;
    }

    /** Decodes the sample that ends a run. */
    int interruption(int[] index, int left, int up, boolean alone) {
        int type = alone && Math.abs(left - up) <= near ? 1 : 0;
        int q = CONTEXTS + type;
        int sum = type == 0 ? errors[q] : errors[q] + (counts[q] >> 1);
        int k = exponent(sum, counts[q]);
        int code = code(k, limit - RUN_BITS[index[0]] - 1);
        int odd = code + type & 1;
        int size = code + type + odd >> 1;
        boolean negative = (k != 0 || 2 * negatives[type] >= counts[q]) == (odd == 1);
        if (negative && size != 0) {
            negatives[type]++;
        }
        errors[q] += code + 1 - type >> 1;
        if (counts[q] == reset) {
            errors[q] >>= 1;
            counts[q] >>= 1;
            negatives[type] >>= 1;
        }
        counts[q]++;
        int error = negative ? -size : size;
        return type == 1 ? reconstructed(left, error) : reconstructed(up, left > up ? -error : error);
    }

    /** After the last interruption of a run its next blocks are shorter. */
    static void shorten(int[] index) {
        index[0] = Math.max(0, index[0] - 1);
    }
}
