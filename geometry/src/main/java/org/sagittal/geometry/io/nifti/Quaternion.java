package org.sagittal.geometry.io.nifti;

import org.sagittal.geometry.transform.NearestRotation;

/** Rotations as NIfTI stores them: the last three of four numbers of a unit quaternion, and whether the z axis is mirrored. */
final class Quaternion {
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
        r = NearestRotation.of(r);
        double handedness = NearestRotation.determinant(r) < 0 ? -1 : 1;
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
}
