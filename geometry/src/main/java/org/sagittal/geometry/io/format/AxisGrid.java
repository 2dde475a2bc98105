package org.sagittal.geometry.io.format;

import java.nio.file.Path;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Axes as a header of any number of dimensions lists them, x first -> the grid of the first three, by ITK's rules: a negative distance
 * turns its axis around, one of zero is refused, and so are axes in one plane.
 *
 * @param sizes voxels along each axis, at least one axis
 * @param spacingMm distance along each axis
 * @param originMm LPS place of the first voxel, one number a dimension
 * @param axes direction of each axis in LPS, as many numbers as there are dimensions
 */
public record AxisGrid(long[] sizes, double[] spacingMm, double[] originMm, double[][] axes) {
    private static final double FLAT = 1e-9;

    /**
     * Axes along the world's at distances of 1, from the world's origin.
     *
     * @param sizes voxels along each axis
     * @return to be filled in
     */
    public static AxisGrid plain(long... sizes) {
        double[] spacing = new double[sizes.length];
        double[][] axes = new double[sizes.length][sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            spacing[i] = 1;
            axes[i][i] = 1;
        }
        return new AxisGrid(sizes, spacing, new double[sizes.length], axes);
    }

    /**
     * The number of axes.
     *
     * @return at least 1
     */
    public int dimensions() {
        return sizes.length;
    }

    /**
     * Volumes one after another along the axes beyond the third.
     *
     * @return at least 1
     */
    public double stacks() {
        double stacks = 1;
        for (int i = 3; i < sizes.length; i++) {
            stacks *= sizes[i];
        }
        return stacks;
    }

    /**
     * The grid of the first three axes; one that is missing has one voxel of 1 mm.
     *
     * @param file what messages name
     * @return the grid
     * @throws FormatException if these are the axes of nothing
     */
    public VoxelGrid grid(Path file) {
        double[] direction = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] spacing = {1, 1, 1};
        double[] origin = new double[3];
        int[] size = {1, 1, 1};
        for (int axis = 0; axis < Math.min(3, sizes.length); axis++) {
            size[axis] = extent(file, axis);
            spacing[axis] = Math.abs(spacingMm[axis]);
            origin[axis] = originMm[axis];
            for (int row = 0; row < Math.min(3, sizes.length); row++) {
                direction[3 * row + axis] = spacingMm[axis] < 0 ? -axes[axis][row] : axes[axis][row];
            }
        }
        try {
            requireSpace(direction);
            return VoxelGrid.of(
                    new Shape(size[2], size[1], size[0]),
                    new Spacing(spacing[2], spacing[1], spacing[0]),
                    new Vec3(origin[0], origin[1], origin[2]),
                    direction);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    private int extent(Path file, int axis) {
        if (sizes[axis] < 1 || sizes[axis] > Integer.MAX_VALUE) {
            throw new FormatException(
                    file, "has an extent of " + sizes[axis] + " along axis " + (axis + 1) + "; it must be at least 1");
        }
        return (int) sizes[axis];
    }

    private static void requireSpace(double[] d) {
        double determinant = d[0] * (d[4] * d[8] - d[5] * d[7])
                - d[1] * (d[3] * d[8] - d[5] * d[6])
                + d[2] * (d[3] * d[7] - d[4] * d[6]);
        if (!(Math.abs(determinant) > FLAT)) {
            throw new IllegalArgumentException("its axes must span the space, got a determinant of " + determinant);
        }
    }
}
