package org.sagittal.geometry.volume;

/**
 * A scalar array I: {0..z-1} x {0..y-1} x {0..x-1} -> float without a place in the world; one Java array a slice, so that a volume
 * may pass 2^31 voxels.
 *
 * <p>Finished voxels never change: who makes the slices hands them over and does not write to them again.
 */
public final class FloatVoxels {
    private final Shape shape;
    private final float[][] slices;

    private FloatVoxels(Shape shape, float[][] slices) {
        this.shape = shape;
        this.slices = slices;
    }

    /**
     * Takes over finished slices, without a copy.
     *
     * @param shape extents
     * @param slices z arrays of y * x values, x fastest
     * @return the voxels
     * @throws IllegalArgumentException if the arrays do not have the shape
     */
    public static FloatVoxels of(Shape shape, float[][] slices) {
        if (slices.length != shape.z()) {
            throw new IllegalArgumentException(
                    "slices must number " + shape.z() + " for shape " + shape + ", got " + slices.length);
        }
        for (float[] slice : slices) {
            if (slice.length != shape.sliceVoxels()) {
                throw new IllegalArgumentException("slice must hold " + shape.sliceVoxels() + " values for shape "
                        + shape + ", got " + slice.length);
            }
        }
        return new FloatVoxels(shape, slices);
    }

    /**
     * Extents of the array.
     *
     * @return (z, y, x)
     */
    public Shape shape() {
        return shape;
    }

    /**
     * One slice, to be read and not written.
     *
     * @param z slice index
     * @return the backing array of y * x values, x fastest
     */
    public float[] slice(int z) {
        return slices[z];
    }

    /**
     * One value.
     *
     * @param z slice
     * @param y row
     * @param x column
     * @return the value there
     */
    public float at(int z, int y, int x) {
        return slices[z][y * shape.x() + x];
    }
}
