package org.sagittal.geometry.io;

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
}
