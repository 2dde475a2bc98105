package org.sagittal.geometry.volume;

/**
 * The distance between neighbouring voxel centres along each array axis, in millimetres and in array order (z, y, x) as nnU-Net
 * lists it.
 *
 * @param zMm millimetres between slices
 * @param yMm millimetres between rows
 * @param xMm millimetres between columns
 */
public record Spacing(double zMm, double yMm, double xMm) {
    /** One millimetre along every axis. */
    public static final Spacing UNIT = new Spacing(1, 1, 1);

    /** Refuses distances that are not positive and finite. */
    public Spacing {
        if (!(zMm > 0) || !(yMm > 0) || !(xMm > 0) || !Double.isFinite(zMm + yMm + xMm)) {
            throw new IllegalArgumentException(
                    "spacing must be positive and finite, got (" + zMm + ", " + yMm + ", " + xMm + ") mm");
        }
    }

    /**
     * Makes a spacing from its three distances.
     *
     * @param zyxMm millimetres in array order
     * @return the spacing
     */
    public static Spacing of(double[] zyxMm) {
        if (zyxMm.length != 3) {
            throw new IllegalArgumentException("spacing must have 3 distances (z, y, x), got " + zyxMm.length);
        }
        return new Spacing(zyxMm[0], zyxMm[1], zyxMm[2]);
    }

    /**
     * The distance along one axis.
     *
     * @param axis 0 for z, 1 for y, 2 for x
     * @return millimetres
     */
    public double axisMm(int axis) {
        return switch (axis) {
            case 0 -> zMm;
            case 1 -> yMm;
            case 2 -> xMm;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2, got " + axis);
        };
    }

    /**
     * The distances as a new array.
     *
     * @return (z, y, x) in millimetres
     */
    public double[] toArrayMm() {
        return new double[] {zMm, yMm, xMm};
    }

    /**
     * The spacing of the array whose axis a is this array's axis order[a].
     *
     * @param order a permutation of 0, 1, 2
     * @return the permuted spacing
     */
    public Spacing transposed(int[] order) {
        return new Spacing(axisMm(order[0]), axisMm(order[1]), axisMm(order[2]));
    }
}
