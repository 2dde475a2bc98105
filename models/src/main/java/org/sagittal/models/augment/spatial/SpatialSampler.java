package org.sagittal.models.augment.spatial;

import java.util.Optional;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;

/**
 * Draws rotation and scaling: each happens with probability 0.2 on its own; angles are uniform in the range, one an axis (one in all
 * within slices), the scale is uniform in [0.7, 1.4).
 *
 * <p>Reference: nnU-Net's trainer; there is no elastic deformation.
 *
 * @param patch extents of the network's patch
 * @param initialPatch extents of the patch that is drawn from
 * @param rotationRadians largest angle, either way
 * @param withinSlices whether slices are turned and scaled in their plane only: 2D, and 3D of few slices
 */
public record SpatialSampler(Shape patch, Shape initialPatch, double rotationRadians, boolean withinSlices) {
    /** Chance of a rotation. */
    public static final double ROTATION_CHANCE = 0.2;

    /** Chance of a scaling. */
    public static final double SCALING_CHANCE = 0.2;

    /** Smallest scale: objects become larger. */
    public static final double SCALE_LOW = 0.7;

    /** End of the scales: objects become smaller. */
    public static final double SCALE_HIGH = 1.4;

    /** Refuses negative angles. */
    public SpatialSampler {
        if (!(rotationRadians >= 0)) {
            throw new IllegalArgumentException("rotationRadians must not be negative, got " + rotationRadians);
        }
    }

    /**
     * Draws a map.
     *
     * @param random a stream of this draw's own
     * @return the map, or empty when the centre of the initial patch is taken as it is
     */
    public Optional<BackwardMap> draw(RandomStream random) {
        boolean rotates = random.chance(ROTATION_CHANCE);
        boolean scales = random.chance(SCALING_CHANCE);
        if (!rotates && !scales) {
            return Optional.empty();
        }
        double[] angles = new double[3];
        for (int axis = 0; rotates && axis < 3; axis++) {
            angles[axis] = random.uniform(-rotationRadians, rotationRadians);
        }
        double scale = scales ? random.uniform(SCALE_LOW, SCALE_HIGH) : 1;
        return Optional.of(
                withinSlices
                        ? BackwardMap.inPlane(angles[2], scale, patch, initialPatch)
                        : BackwardMap.spatial(angles, scale, patch, initialPatch));
    }
}
