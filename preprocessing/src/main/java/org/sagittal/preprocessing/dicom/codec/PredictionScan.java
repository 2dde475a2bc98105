package org.sagittal.preprocessing.dicom.codec;

import java.util.List;

/**
 * Lossless JPEG: each sample is a prediction from its left, upper and upper left neighbours plus a coded difference, modulo 2^16.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81 annex H</a>
 */
final class PredictionScan extends JpegScan {
    private final List<Part> parts;
    private final int predictor;
    private final int shift;
    private final int start;

    /** Row in which a part starts anew; its first row predicts from the left only. */
    private final int[] freshRow;

    private final boolean[] fresh;

    PredictionScan(JpegFrame frame, Header header, List<Part> parts) {
        this.parts = parts;
        this.predictor = header.predictor();
        this.shift = header.pointTransform();
        if (predictor < 1 || predictor > 7 || shift >= frame.bits()) {
            throw new CodecException(
                    "its compressed picture has predictor " + predictor + " and leaves out " + shift + " bits");
        }
        if (parts.stream().anyMatch(p -> p.first() == null)) {
            throw new CodecException("its compressed picture lacks a Huffman table");
        }
        this.start = 1 << frame.bits() - shift - 1;
        this.freshRow = new int[parts.size()];
        this.fresh = new boolean[parts.size()];
    }

    @Override
    int side() {
        return 1;
    }

    @Override
    void reset() {
        java.util.Arrays.fill(fresh, true);
    }

    @Override
    void step(JpegBits bits, int part, int x, int y) {
        JpegFrame.Component c = parts.get(part).component();
        int category = parts.get(part).first().decode(bits);
        if (category > 16) {
            throw new CodecException("its compressed picture is damaged: a difference has " + category + " bits");
        }
        int difference = category == 16 ? 1 << 15 : bits.difference(category);
        int predicted;
        int i = y * c.stride + x;
        if (fresh[part]) {
            predicted = start;
            fresh[part] = false;
            freshRow[part] = y;
        } else if (y == freshRow[part]) {
            predicted = x > 0 ? c.samples[i - 1] >> shift : start;
        } else if (x == 0) {
            predicted = c.samples[i - c.stride] >> shift;
        } else {
            predicted = predict(
                    c.samples[i - 1] >> shift, c.samples[i - c.stride] >> shift, c.samples[i - c.stride - 1] >> shift);
        }
        c.samples[i] = (predicted + difference & 0xffff) << shift;
    }

    private int predict(int left, int up, int upLeft) {
        return switch (predictor) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> upLeft;
            case 4 -> left + up - upLeft;
            case 5 -> left + (up - upLeft >> 1);
            case 6 -> up + (left - upLeft >> 1);
            default -> left + up >> 1;
        };
    }
}
