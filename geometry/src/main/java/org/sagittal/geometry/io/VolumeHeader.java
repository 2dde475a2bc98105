package org.sagittal.geometry.io;

import org.sagittal.geometry.volume.VoxelGrid;

/**
 * What a volume's file says before its voxels are read.
 *
 * @param format e.g. {@code nifti1}
 * @param type how numbers are stored
 * @param voxel what the numbers of one voxel are
 * @param grid where the voxels lie, as SimpleITK sees it; an image of two dimensions is one slice in the plane z = 0
 * @param dimensions number of axes in the file as SimpleITK counts them: 2, 3, 4 with time, ...
 * @param channels numbers a voxel over all times and vector components, at least 1
 */
public record VolumeHeader(String format, SampleType type, Voxel voxel, VoxelGrid grid, int dimensions, int channels) {
    /** What the numbers of one voxel are. */
    public enum Voxel {
        /** One number; several channels are times. */
        SCALAR,
        /** Components of a vector or tensor. */
        VECTOR,
        /** Red, green, blue, and perhaps opacity. */
        COLOUR,
        /** Real and imaginary part. */
        COMPLEX
    }

    /** Refuses a header without axes or channels. */
    public VolumeHeader {
        if (dimensions < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "dimensions and channels must be at least 1, got " + dimensions + " and " + channels);
        }
    }

    /**
     * A header for scalars to be written.
     *
     * @param type how to store numbers
     * @param grid where the voxels lie
     * @param dimensions 2 or 3
     * @param channels numbers a voxel
     * @return the header
     */
    public static VolumeHeader forWriting(SampleType type, VoxelGrid grid, int dimensions, int channels) {
        if (dimensions < 2 || dimensions > 3 || dimensions == 2 && (grid.shape().z() > 1 || channels > 1)) {
            throw new IllegalArgumentException("dimensions must be 3, or 2 for one channel of one slice, got "
                    + dimensions + " for shape " + grid.shape() + " and " + channels + " channels");
        }
        return new VolumeHeader("", type, Voxel.SCALAR, grid, channels > 1 ? dimensions + 1 : dimensions, channels);
    }
}
