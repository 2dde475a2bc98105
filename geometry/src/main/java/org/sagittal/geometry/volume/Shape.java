package org.sagittal.geometry.volume;

/**
 * The number of voxels along each axis of a row-major (z, y, x) array; x varies fastest. A 2D image is one slice, z = 1.
 *
 * @param z slices
 * @param y rows
 * @param x columns
 */
public record Shape(int z, int y, int x) {
    /** Refuses an axis without voxels. */
    public Shape {
        if (z < 1 || y < 1 || x < 1) {
            throw new IllegalArgumentException(
                    "shape must have at least one voxel an axis, got (" + z + ", " + y + ", " + x + ")");
        }
    }

    /**
     * Makes a shape from its three extents.
     *
     * @param zyx extents in array order
     * @return the shape
     */
    public static Shape of(int[] zyx) {
        if (zyx.length != 3) {
            throw new IllegalArgumentException("shape must have 3 extents (z, y, x), got " + zyx.length);
        }
        return new Shape(zyx[0], zyx[1], zyx[2]);
    }

    /**
     * The number of voxels, which may pass 2^31.
     *
     * @return z * y * x
     */
    public long voxels() {
        return (long) z * y * x;
    }

    /**
     * The number of voxels of one slice.
     *
     * @return y * x
     * @throws ArithmeticException if a slice passes 2^31 - 1 voxels
     */
    public int sliceVoxels() {
        return Math.multiplyExact(y, x);
    }

    /**
     * The extent along one axis.
     *
     * @param axis 0 for z, 1 for y, 2 for x
     * @return the number of voxels
     */
    public int axis(int axis) {
        return switch (axis) {
            case 0 -> z;
            case 1 -> y;
            case 2 -> x;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2, got " + axis);
        };
    }

    /**
     * The extents as a new array.
     *
     * @return (z, y, x)
     */
    public int[] toArray() {
        return new int[] {z, y, x};
    }

    /**
     * The shape of the array whose axis a is this array's axis order[a].
     *
     * @param order a permutation of 0, 1, 2
     * @return the permuted shape
     */
    public Shape transposed(int[] order) {
        return new Shape(axis(order[0]), axis(order[1]), axis(order[2]));
    }

    @Override
    public String toString() {
        return "(" + z + ", " + y + ", " + x + ")";
    }
}
