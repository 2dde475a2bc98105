/**
 * Changes of where things are: rotation, scaling, cropping, mirroring. Rotation and scaling map the voxels of the network's patch back into
 * a larger initial patch, and only the part that is drawn upon is ever read.
 *
 * <pre>
 *   SpatialSampler ──&gt; BackwardMap ──  reach  ──&gt;  box of the initial patch to read
 *                           │                            │
 *                           └── SpatialTransform  &lt;──────┘      (no map: CentreCrop)
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.augment.spatial.BackwardMap} first. Which patch is cut from which case is decided in
 * {@code models.training.sampling}.
 */
package org.sagittal.models.augment.spatial;
