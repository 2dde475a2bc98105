package org.sagittal.geometry.io.nifti;

import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Where nibabel says the voxels of a NIfTI file lie: (x, y, z) -> affine, in RAS millimetres.
 *
 * @param shape extents, x first
 * @param zoomsMm distances between voxels along the same axes, as stored; NaN where the file says so
 * @param affine 3 rows of 4 numbers, row-major: what the first three axes become
 */
public record NibabelGeometry(int[] shape, double[] zoomsMm, double[] affine) {
    /** Copies what it is given. */
    public NibabelGeometry {
        shape = shape.clone();
        zoomsMm = zoomsMm.clone();
        affine = affine.clone();
        if (affine.length != 12 || zoomsMm.length != shape.length) {
            throw new IllegalArgumentException("affine must have 12 numbers and zoomsMm one an axis, got "
                    + affine.length + " and " + zoomsMm.length + " for " + shape.length + " axes");
        }
    }

    /**
     * Whether each of the first three axes leads somewhere.
     *
     * @return false if a column of the affine is zero or a number of it is none
     */
    boolean spans() {
        for (int column = 0; column < 3; column++) {
            double length = length(column);
            if (!(length > 0 && Double.isFinite(length + affine[4 * column + 3]))) {
                return false;
            }
        }
        return true;
    }

    private double length(int column) {
        double x = affine[column];
        double y = affine[column + 4];
        double z = affine[column + 8];
        return Math.sqrt(x * x + y * y + z * z);
    }

    /**
     * The grid of the first three axes: distances and directions from the affine, in LPS, whatever the zooms say.
     *
     * @return the grid that, written as a file, gives the same affine
     * @throws IllegalArgumentException if an axis has no length
     */
    public VoxelGrid grid() {
        int[] extents = {1, 1, 1};
        System.arraycopy(shape, 0, extents, 0, Math.min(3, shape.length));
        double[] spacing = new double[3];
        double[] direction = new double[9];
        for (int column = 0; column < 3; column++) {
            spacing[column] = length(column);
            for (int row = 0; row < 3; row++) {
                direction[3 * row + column] = (row < 2 ? -1 : 1) * affine[4 * row + column] / spacing[column];
            }
        }
        return VoxelGrid.of(
                new Shape(extents[2], extents[1], extents[0]),
                new Spacing(spacing[2], spacing[1], spacing[0]),
                new Vec3(-affine[3], -affine[7], affine[11]),
                direction);
    }
}
