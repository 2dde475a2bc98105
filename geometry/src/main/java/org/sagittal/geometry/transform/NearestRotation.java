package org.sagittal.geometry.transform;

/**
 * M -> the orthonormal factor of its polar decomposition, the orthonormal matrix nearest to M (Higham, "Computing the polar
 * decomposition - with applications", 1986).
 */
public final class NearestRotation {
    private static final int STEPS = 60;
    private static final double SINGULAR = 1e-12;

    private NearestRotation() {}

    /**
     * Finds the nearest orthonormal matrix by Newton's iteration X &lt;- (X + X^-T) / 2.
     *
     * @param matrix 9 numbers, row-major, of the magnitude of 1
     * @return 9 numbers, row-major; with a mirror if the matrix has one; the identity if the matrix is singular
     */
    public static double[] of(double[] matrix) {
        double[] x = matrix.clone();
        for (int step = 0; step < STEPS; step++) {
            double determinant = determinant(x);
            if (!(Math.abs(determinant) > SINGULAR)) {
                return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
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

    /**
     * The determinant.
     *
     * @param m 9 numbers, row-major
     * @return negative if the matrix mirrors
     */
    public static double determinant(double[] m) {
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
