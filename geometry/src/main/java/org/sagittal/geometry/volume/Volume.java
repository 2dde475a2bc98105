package org.sagittal.geometry.volume;

/** A sampled function on a grid in the world: intensities or labels. */
public sealed interface Volume permits IntensityVolume, LabelVolume {
    /**
     * Where the voxels lie.
     *
     * @return the grid
     */
    VoxelGrid grid();
}
