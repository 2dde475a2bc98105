package org.sagittal.geometry.io;

/** Rotations as NIfTI stores them: the last three of four numbers of a unit quaternion, and whether the z axis is mirrored. */
final class Quaternion {
    private static final int POLAR_STEPS = 60;

    private Quaternion() {}

    /**
     * The quaternion of a direction matrix.
     *
     * @param lps 9 numbers, row-major, columns x, y, z in LPS; need not be exactly orthonormal: the nearest rotation is taken
     * @return b, c, d (RAS), and 1 or -1 for {@code pixdim[0]}
     */
    static double[] of(double[] lps) {
        double[] r = lps.clone();
        for (int i = 0; i < 6; i++) {
            r[i] = -r[i];
        }
        r = nearestOrthonormal(r);
        double handedness = determinant(r) < 0 ? -1 : 1;
        for (int row = 0; row < 3; row++) {
            r[3 * row + 2] *= handedness;
        }
        double[] q = quaternion(r);
        double sign = q[0] < 0 ? -1 : 1;
        return new double[] {sign * q[1], sign * q[2], sign * q[3], handedness};
    }

    /** From a rotation to (a, b, c, d): the largest of the four is found first, so that nothing is divided by nearly zero. */
    private static double[] quaternion(double[] r) {
        double[] squares = {
            1 + r[0] + r[4] + r[8], 1 + r[0] - r[4] - r[8], 1 - r[0] + r[4] - r[8], 1 - r[0] - r[4] + r[8]
        };
        int largest = 0;
        for (int i = 1; i < 4; i++) {
            if (squares[i] > squares[largest]) {
                largest = i;
            }
        }
        double twice = Math.sqrt(squares[largest]);
        double ab = r[7] - r[5];
        double ac = r[2] - r[6];
        double ad = r[3] - r[1];
        double bc = r[1] + r[3];
        double bd = r[2] + r[6];
        double cd = r[5] + r[7];
        double[] others = switch (largest) {
            case 0 -> new double[] {0, ab, ac, ad};
            case 1 -> new double[] {ab, 0, bc, bd};
            case 2 -> new double[] {ac, bc, 0, cd};
            default -> new double[] {ad, bd, cd, 0};
        };
        for (int i = 0; i < 4; i++) {
            others[i] = i == largest ? twice / 2 : others[i] / (2 * twice);
        }
        return others;
    }

    /** The orthonormal factor of the polar decomposition, by Newton's iteration X <- (X + X^-T) / 2 (Higham 1986). */
    private static double[] nearestOrthonormal(double[] matrix) {
        double[] x = matrix;
        for (int step = 0; step < POLAR_STEPS; step++) {
            double determinant = determinant(x);
            if (!(Math.abs(determinant) > 1e-12)) {
                return new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1};
            }
            double[] next = cofactors(x);
            double moved = 0;
            for (int i = 0; i < 9; i++) {
                next[i] = (x[i] + next[i] / determinant) / 2;
                moved = Math.max(moved, Math.abs(next[i] - x[i]));
            }
            x = next;
            if (moved < 1e-15) {
                break;
            }
        }
        return x;
    }

    private static double determinant(double[] m) {
        double[] c = cofactors(m);
        return m[0] * c[0] + m[1] * c[1] + m[2] * c[2];
    }

    private static double[] cofactors(double[] m) {
        return new double[] {
            m[4] * m[8] - m[5] * m[7], m[5] * m[6] - m[3] * m[8], m[3] * m[7] - m[4] * m[6],
            m[2] * m[7] - m[1] * m[8], m[0] * m[8] - m[2] * m[6], m[1] * m[6] - m[0] * m[7],
            m[1] * m[5] - m[2] * m[4], m[2] * m[3] - m[0] * m[5], m[0] * m[4] - m[1] * m[3]
        };
    }
}
