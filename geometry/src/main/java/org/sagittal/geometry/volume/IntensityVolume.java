package org.sagittal.geometry.volume;

/**
 * A volume of float intensities in the world: one value a voxel of the grid.
 *
 * @param grid where the voxels lie
 * @param voxels the values
 */
public record IntensityVolume(VoxelGrid grid, FloatVoxels voxels) implements Volume {
    /** Refuses values that do not fill the grid. */
    public IntensityVolume {
        if (!grid.shape().equals(voxels.shape())) {
            throw new IllegalArgumentException(
                    "voxels must have the grid's shape " + grid.shape() + ", got " + voxels.shape());
        }
    }
}
