/**
 * Sampled functions on regular grids: what an image and a label map are, in memory and in the world.
 *
 * <pre>
 *   Shape, Spacing, Box        integers and millimetres in array order (z, y, x)
 *        │
 *   VoxelGrid                  + origin and direction: where a voxel lies in LPS millimetres
 *        │
 *   Volume = IntensityVolume (VoxelGrid + FloatVoxels) | LabelVolume (VoxelGrid + LabelVoxels)
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.volume.VoxelGrid} first. Files are read in {@code geometry.io}; nothing here knows of one.
 */
package org.sagittal.geometry.volume;
