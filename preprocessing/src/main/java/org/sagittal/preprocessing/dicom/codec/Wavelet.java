package org.sagittal.preprocessing.dicom.codec;

/**
 * The inverse wavelets of JPEG 2000, level by level, rows before columns: 5/3 in whole numbers, 9/7 in floating ones.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex F</a>
 */
final class Wavelet {
    // With the digits, the factor of the high band and the precision that OpenJPEG has, since others compare numbers
    // with its.
    private static final float ALPHA = -1.586134342f;
    private static final float BETA = -0.052980118f;
    private static final float GAMMA = 0.882911075f;
    private static final float DELTA = 0.443506852f;
    private static final float LOW = 1.230174105f;
    private static final float HIGH = 0.5f * 1.625732422f;

    /** Columns that are turned side by side, so that memory is read in rows. */
    private static final int LANES = 16;

    private final double[] samples;
    private final boolean reversible;
    private final double[] line;

    private Wavelet(TileComponent c) {
        samples = c.samples;
        reversible = c.style.reversible;
        line = new double[Math.max(c.width(), LANES * c.height())];
    }

    /** Turns a component's coefficients, low bands first in both directions, into samples in place. */
    static void undo(TileComponent c) {
        Wavelet wavelet = new Wavelet(c);
        for (int r = 1; r <= c.style.levels; r++) {
            int shift = c.style.levels - r;
            int left = TileComponent.reduced(c.left, shift);
            int top = TileComponent.reduced(c.top, shift);
            int width = TileComponent.reduced(c.right, shift) - left;
            int height = TileComponent.reduced(c.bottom, shift) - top;
            for (int y = 0; y < height; y++) {
                wavelet.lines(y * c.width(), 1, width, left & 1, 1);
            }
            for (int x = 0; x < width; x += LANES) {
                wavelet.lines(x, c.width(), height, top & 1, Math.min(LANES, width - x));
            }
        }
    }

    /** A row, or some columns side by side; their first sample has an even or odd coordinate. */
    private void lines(int from, int step, int length, int odd, int lanes) {
        int low = length + 1 - odd >> 1;
        for (int i = 0; i < length; i++) {
            int to = i < low ? 2 * i + odd : 2 * (i - low) + 1 - odd;
            System.arraycopy(samples, from + i * step, line, to * lanes, lanes);
        }
        if (length == 1) {
            for (int k = 0; k < lanes && odd == 1; k++) {
                line[k] = reversible ? Math.floor(line[k] / 2) : line[k] / 2;
            }
        } else if (reversible) {
            whole(length, odd, lanes);
        } else {
            floating(length, odd, lanes);
        }
        for (int i = 0; i < length; i++) {
            System.arraycopy(line, i * lanes, samples, from + i * step, lanes);
        }
    }

    private void whole(int n, int odd, int lanes) {
        for (int i = odd; i < n; i += 2) {
            int a = before(i) * lanes;
            int b = after(i, n) * lanes;
            for (int k = i * lanes; k < (i + 1) * lanes; k++) {
                line[k] -= Math.floor((line[a++] + line[b++] + 2) * 0.25);
            }
        }
        for (int i = 1 - odd; i < n; i += 2) {
            int a = before(i) * lanes;
            int b = after(i, n) * lanes;
            for (int k = i * lanes; k < (i + 1) * lanes; k++) {
                line[k] += Math.floor((line[a++] + line[b++]) * 0.5);
            }
        }
    }

    private void floating(int n, int odd, int lanes) {
        for (int i = 0; i < n; i++) {
            float factor = (i & 1) == odd ? LOW : HIGH;
            for (int k = i * lanes; k < (i + 1) * lanes; k++) {
                line[k] = (float) line[k] * factor;
            }
        }
        lift(n, odd, lanes, DELTA);
        lift(n, 1 - odd, lanes, GAMMA);
        lift(n, odd, lanes, BETA);
        lift(n, 1 - odd, lanes, ALPHA);
    }

    private void lift(int n, int first, int lanes, float factor) {
        for (int i = first; i < n; i += 2) {
            int a = before(i) * lanes;
            int b = after(i, n) * lanes;
            for (int k = i * lanes; k < (i + 1) * lanes; k++) {
                line[k] = (float) line[k] - factor * ((float) line[a++] + (float) line[b++]);
            }
        }
    }

    /** The neighbour before, mirrored at the start. */
    private static int before(int i) {
        return i > 0 ? i - 1 : 1;
    }

    /** The neighbour after, mirrored at the end. */
    private static int after(int i, int n) {
        return i + 1 < n ? i + 1 : n - 2;
    }
}
