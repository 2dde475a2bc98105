package org.sagittal.models.augment;

import java.util.List;
import org.sagittal.geometry.volume.Shape;

/**
 * What follows from the size of a patch for its augmentation.
 *
 * <p>Reference: nnU-Net's trainer. Patches more than three times as long as they are deep are turned within their slices only. The
 * initial patch holds the patch turned by the largest angle (at most 90 degrees) about any one axis, over 0.85.
 *
 * @param dimensions 2 or 3
 * @param patch extents of the network's input; z = 1 in 2D
 * @param rotationRadians largest angle, either way
 * @param withinSlices whether slices are turned and scaled in their plane only: always in 2D, and in 3D for flat patches
 * @param initialPatch extents of what is cut from a case
 */
public record AugmentationSetup(
        int dimensions, Shape patch, double rotationRadians, boolean withinSlices, Shape initialPatch) {
    private static final double FLAT_ABOVE = 3;
    private static final double LONG_ABOVE = 1.5;
    private static final double SMALLEST_SCALE = 0.85;

    /**
     * What nnU-Net does with a patch.
     *
     * @param dimensions 2 or 3
     * @param patch extents of the network's input; z = 1 in 2D
     * @return rotation range and initial patch
     */
    public static AugmentationSetup of(int dimensions, Shape patch) {
        if (dimensions == 2) {
            int longest = Math.max(patch.y(), patch.x());
            int shortest = Math.min(patch.y(), patch.x());
            double degrees = (double) longest / shortest > LONG_ABOVE ? 15 : 180;
            double angle = Math.toRadians(degrees);
            return new AugmentationSetup(2, patch, angle, true, initialInPlane(patch, angle));
        }
        int longest = Math.max(patch.z(), Math.max(patch.y(), patch.x()));
        boolean flat = (double) longest / patch.z() > FLAT_ABOVE;
        double angle = Math.toRadians(flat ? 180 : 30);
        Shape initial = initial(patch, angle);
        return new AugmentationSetup(
                3, patch, angle, flat, flat ? new Shape(patch.z(), initial.y(), initial.x()) : initial);
    }

    /**
     * The array axes that patches may be mirrored along.
     *
     * @param networkAxes axes counted among the network's own, as nnU-Net's checkpoint lists them
     * @return axes counted among (z, y, x)
     */
    public List<Integer> arrayAxes(List<Integer> networkAxes) {
        return networkAxes.stream().map(axis -> axis + 3 - dimensions).toList();
    }

    private static Shape initial(Shape patch, double angle) {
        double[] turned = {patch.z(), patch.y(), patch.x()};
        widen(turned, patch, 1, 2, angle);
        widen(turned, patch, 2, 0, angle);
        widen(turned, patch, 0, 1, angle);
        return new Shape(scaled(turned[0]), scaled(turned[1]), scaled(turned[2]));
    }

    private static Shape initialInPlane(Shape patch, double angle) {
        double[] turned = {patch.z(), patch.y(), patch.x()};
        widen(turned, patch, 1, 2, angle);
        return new Shape(patch.z(), scaled(turned[1]), scaled(turned[2]));
    }

    /** Where the far corner of the patch comes to lie when it is turned in the plane of two axes, as row vector times matrix. */
    private static void widen(double[] turned, Shape patch, int a, int b, double angle) {
        double capped = Math.min(angle, Math.PI / 2);
        double cosine = Math.cos(capped);
        double sine = Math.sin(capped);
        turned[a] = Math.max(turned[a], Math.abs(patch.axis(a) * cosine + patch.axis(b) * sine));
        turned[b] = Math.max(turned[b], Math.abs(-patch.axis(a) * sine + patch.axis(b) * cosine));
    }

    private static int scaled(double extent) {
        return (int) (extent / SMALLEST_SCALE);
    }
}
