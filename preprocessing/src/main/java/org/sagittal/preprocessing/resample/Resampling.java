package org.sagittal.preprocessing.resample;

import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * Arrays to other shapes as nnU-Net's {@code resample_data_or_seg_to_shape} does it, without anti-aliasing. The spacings decide only
 * whether an axis is treated apart; positions follow from the shapes.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * The extents an array has after its spacing was changed: old spacing / new spacing * extent along each axis, rounded half to even,
     * at least 1.
     *
     * @param shape extents before
     * @param current spacing before
     * @param target spacing after
     * @return extents after
     */
    public static Shape newShape(Shape shape, Spacing current, Spacing target) {
        int[] extents = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double exact = current.axisMm(axis) / target.axisMm(axis) * shape.axis(axis);
            if (exact > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("resampling axis " + axis + " from " + current.axisMm(axis) + " to "
                        + target.axisMm(axis) + " mm would need " + exact + " voxels; at most 2^31 - 1 are possible");
            }
            extents[axis] = Math.max(1, (int) Math.rint(exact));
        }
        return Shape.of(extents);
    }

    /**
     * Resizes intensities.
     *
     * @param voxels (z, y, x)
     * @param newShape wanted extents
     * @param current spacing before
     * @param target spacing after
     * @param spec orders
     * @return (z, y, x) of the wanted extents; the same object if they are the extents already
     */
    public static FloatVoxels resizeData(
            FloatVoxels voxels, Shape newShape, Spacing current, Spacing target, ResamplingSpec spec) {
        return DataResize.resize(voxels, newShape, spec, SeparateAxis.of(spec, current, target));
    }

    /**
     * Resizes labels; no label appears that was not there before.
     *
     * @param labels (z, y, x)
     * @param newShape wanted extents
     * @param current spacing before
     * @param target spacing after
     * @param spec orders, each 0 or 1
     * @return (z, y, x) of the wanted extents; the same object if they are the extents already
     */
    public static LabelVoxels resizeLabels(
            LabelVoxels labels, Shape newShape, Spacing current, Spacing target, ResamplingSpec spec) {
        return LabelResize.resize(labels, newShape, spec, SeparateAxis.of(spec, current, target));
    }
}
