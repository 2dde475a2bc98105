package org.sagittal.preprocessing.dicom.codec;

/**
 * The inverse wavelets of JPEG 2000, level by level, rows before columns: 5/3 in whole numbers, 9/7 in floating ones.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex F</a>
 */
final class Wavelet {
    private static final double ALPHA = -1.586134342059924;
    private static final double BETA = -0.052980118572961;
    private static final double GAMMA = 0.882911075530934;
    private static final double DELTA = 0.443506852043971;
    private static final double K = 1.230174104914001;

    private Wavelet() {}

    /** Turns a component's coefficients, low bands first in both directions, into samples in place. */
    static void undo(TileComponent c) {
        double[] line = new double[Math.max(c.width(), c.height())];
        for (int r = 1; r <= c.style.levels; r++) {
            int shift = c.style.levels - r;
            int left = TileComponent.reduced(c.left, shift);
            int top = TileComponent.reduced(c.top, shift);
            int width = TileComponent.reduced(c.right, shift) - left;
            int height = TileComponent.reduced(c.bottom, shift) - top;
            for (int y = 0; y < height; y++) {
                line(c, y * c.width(), 1, width, left & 1, line);
            }
            for (int x = 0; x < width; x++) {
                line(c, x, c.width(), height, top & 1, line);
            }
        }
    }

    /** One row or column; its first sample has an even or odd coordinate. */
    private static void line(TileComponent c, int from, int step, int length, int odd, double[] line) {
        int low = length + 1 - odd >> 1;
        for (int i = 0; i < low; i++) {
            line[2 * i + odd] = c.samples[from + i * step];
        }
        for (int i = low; i < length; i++) {
            line[2 * (i - low) + 1 - odd] = c.samples[from + i * step];
        }
        if (length == 1) {
            line[0] = odd == 1 ? half(line[0], c.style.reversible) : line[0];
        } else if (c.style.reversible) {
            whole(line, length, odd);
        } else {
            floating(line, length, odd);
        }
        for (int i = 0; i < length; i++) {
            c.samples[from + i * step] = line[i];
        }
    }

    private static double half(double value, boolean whole) {
        return whole ? Math.floor(value / 2) : value / 2;
    }

    private static void whole(double[] x, int n, int odd) {
        for (int i = odd; i < n; i += 2) {
            x[i] -= Math.floor((x[before(i, n)] + x[after(i, n)] + 2) * 0.25);
        }
        for (int i = 1 - odd; i < n; i += 2) {
            x[i] += Math.floor((x[before(i, n)] + x[after(i, n)]) * 0.5);
        }
    }

    private static void floating(double[] x, int n, int odd) {
        for (int i = odd; i < n; i += 2) {
            x[i] *= K;
        }
        for (int i = 1 - odd; i < n; i += 2) {
            x[i] /= K;
        }
        lift(x, n, odd, DELTA);
        lift(x, n, 1 - odd, GAMMA);
        lift(x, n, odd, BETA);
        lift(x, n, 1 - odd, ALPHA);
    }

    private static void lift(double[] x, int n, int first, double factor) {
        for (int i = first; i < n; i += 2) {
            x[i] -= factor * (x[before(i, n)] + x[after(i, n)]);
        }
    }

    /** The neighbour before, mirrored at the start. */
    private static int before(int i, int n) {
        return i > 0 ? i - 1 : 1;
    }

    /** The neighbour after, mirrored at the end. */
    private static int after(int i, int n) {
        return i + 1 < n ? i + 1 : n - 2;
    }
}
