package org.sagittal.geometry.volume;

import org.sagittal.geometry.Vec3;

/**
 * Where the voxels of a volume lie: the affine map (z, y, x) -> origin + direction * (x * dx, y * dy, z * dz), in LPS millimetres, as
 * SimpleITK sees an image.
 */
public final class VoxelGrid {
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private final Shape shape;
    private final Spacing spacing;
    private final Vec3 originMm;
    private final double[] direction;

    private VoxelGrid(Shape shape, Spacing spacing, Vec3 originMm, double[] direction) {
        this.shape = shape;
        this.spacing = spacing;
        this.originMm = originMm;
        this.direction = direction;
    }

    /**
     * Makes a grid.
     *
     * @param shape extents (z, y, x)
     * @param spacing millimetres (z, y, x)
     * @param originMm centre of voxel (0, 0, 0)
     * @param direction 9 numbers, row-major as SimpleITK's: column 0 is the unit vector of x, column 1 of y, column 2 of z
     * @return the grid
     */
    public static VoxelGrid of(Shape shape, Spacing spacing, Vec3 originMm, double[] direction) {
        if (direction.length != 9) {
            throw new IllegalArgumentException("direction must have 9 numbers, got " + direction.length);
        }
        for (double d : direction) {
            if (!Double.isFinite(d)) {
                throw new IllegalArgumentException("direction must be finite, got " + d);
            }
        }
        return new VoxelGrid(shape, spacing, originMm, direction.clone());
    }

    /**
     * A grid at the world's origin whose axes are the world's.
     *
     * @param shape extents (z, y, x)
     * @param spacing millimetres (z, y, x)
     * @return the grid
     */
    public static VoxelGrid of(Shape shape, Spacing spacing) {
        return new VoxelGrid(shape, spacing, Vec3.ZERO, IDENTITY);
    }

    /**
     * Extents of the grid.
     *
     * @return (z, y, x)
     */
    public Shape shape() {
        return shape;
    }

    /**
     * Distances between voxel centres.
     *
     * @return (z, y, x) in millimetres
     */
    public Spacing spacing() {
        return spacing;
    }

    /**
     * Centre of the first voxel.
     *
     * @return LPS millimetres
     */
    public Vec3 originMm() {
        return originMm;
    }

    /**
     * Unit vectors of the axes.
     *
     * @return a copy of 9 numbers, row-major; column 0 belongs to x, 1 to y, 2 to z
     */
    public double[] direction() {
        return direction.clone();
    }
}
