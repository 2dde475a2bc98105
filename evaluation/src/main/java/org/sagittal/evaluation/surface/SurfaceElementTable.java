package org.sagittal.evaluation.surface;

import org.sagittal.geometry.volume.Spacing;

/**
 * The area of the surface that passes between 2 x 2 x 2 voxels, for each of the 256 ways in which they can be in the mask; in 2D the
 * length of the line between 2 x 2 pixels, for each of 16.
 *
 * <p>The bit of corner (a, b, c) of the cube, (z, y, x) offsets of 0 or 1, has weight 128 for (0, 0, 0), then 64, 32, ... with the last
 * axis fastest. The table is not copied: it is invariant under the 48 symmetries of the cube and under complement, so 14 classes, given by
 * a representative and the normals of its triangles, generate it.
 *
 * <p>Reference: Nikolov et al., Deep learning to achieve clinically applicable segmentation of head and neck anatomy (2018), and the
 * marching-cubes table of google-deepmind/surface-distance, whose areas these are.
 */
final class SurfaceElementTable {
    private static final double E = 0.125;
    private static final double Q = 0.25;
    private static final double H = 0.5;
    private static final double T = 0.375;

    /** Representative codes, and below the absolute components (z, y, x) of their triangles' normals. */
    private static final int[] CODES = {1, 3, 6, 7, 15, 22, 23, 24, 25, 27, 30, 60, 105};

    private static final double[][][] NORMALS = {
        {{E, E, E}},
        {{Q, Q, 0}, {Q, Q, 0}},
        {{E, E, E}, {E, E, E}},
        {{H, 0, 0}, {Q, Q, Q}, {E, E, E}},
        {{H, 0, 0}, {H, 0, 0}},
        {{E, E, E}, {E, E, E}, {E, E, E}},
        {{E, E, E}, {E, E, E}, {Q, Q, Q}, {Q, Q, Q}},
        {{E, E, E}, {E, E, E}},
        {{0, Q, Q}, {0, Q, Q}, {E, E, E}},
        {{E, E, E}, {T, T, T}, {0, Q, Q}, {Q, 0, Q}},
        {{H, 0, 0}, {E, E, E}, {E, E, E}, {Q, Q, Q}},
        {{Q, Q, 0}, {Q, Q, 0}, {Q, Q, 0}, {Q, Q, 0}},
        {{E, E, E}, {E, E, E}, {E, E, E}, {E, E, E}},
    };

    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    private SurfaceElementTable() {}

    /** Areas in mm^2 by code, 256 of them. */
    static double[] areas(Spacing spacing) {
        double[] areas = new double[256];
        for (int i = 0; i < CODES.length; i++) {
            for (int[] order : ORDERS) {
                double area = area(NORMALS[i], order, spacing);
                for (int flips = 0; flips < 8; flips++) {
                    int code = image(CODES[i], order, flips);
                    areas[code] = area;
                    areas[255 - code] = area;
                }
            }
        }
        return areas;
    }

    /** The code after axis a of the cube has become axis order[a], with the axes in the bits of flips turned round. */
    private static int image(int code, int[] order, int flips) {
        int result = 0;
        for (int corner = 0; corner < 8; corner++) {
            if ((code >> 7 - corner & 1) == 0) {
                continue;
            }
            int moved = 0;
            for (int axis = 0; axis < 3; axis++) {
                int offset = corner >> 2 - axis & 1;
                int flipped = offset ^ flips >> order[axis] & 1;
                moved |= flipped << 2 - order[axis];
            }
            result |= 1 << 7 - moved;
        }
        return result;
    }

    private static double area(double[][] normals, int[] order, Spacing spacing) {
        double sum = 0;
        for (double[] normal : normals) {
            double[] moved = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                moved[order[axis]] = normal[axis];
            }
            double z = moved[0] * spacing.yMm() * spacing.xMm();
            double y = moved[1] * spacing.zMm() * spacing.xMm();
            double x = moved[2] * spacing.zMm() * spacing.yMm();
            sum += Math.sqrt(z * z + y * y + x * x);
        }
        return sum;
    }

    /** Lengths in mm by code, 16 of them; corner (0, 0) has weight 8, (0, 1) 4, (1, 0) 2, (1, 1) 1. */
    static double[] lengths(Spacing spacing) {
        double corner = 0.5 * Math.hypot(spacing.yMm(), spacing.xMm());
        double[] lengths = new double[16];
        for (int code = 1; code < 15; code++) {
            lengths[code] = Integer.bitCount(code) == 2 ? 2 * corner : corner;
        }
        lengths[0b1100] = spacing.xMm();
        lengths[0b0011] = spacing.xMm();
        lengths[0b1010] = spacing.yMm();
        lengths[0b0101] = spacing.yMm();
        return lengths;
    }
}
