package org.sagittal.preprocessing.resample;

import java.util.OptionalInt;
import org.sagittal.geometry.volume.Spacing;

/**
 * The decision whether one axis is resampled apart from the others: thick slices must not leak into each other.
 *
 * <p>Reference: nnU-Net v2, {@code determine_do_sep_z_and_axis}.
 */
public final class SeparateAxis {
    /** Spacings are anisotropic when the largest exceeds this many times the smallest. */
    private static final double ANISOTROPY = 3;

    private SeparateAxis() {}

    /**
     * Decides for one array.
     *
     * @param spec may force the decision
     * @param current spacing before resampling
     * @param target spacing after
     * @return the axis with the largest spacing; empty if no axis is treated apart or several share the largest
     */
    public static OptionalInt of(ResamplingSpec spec, Spacing current, Spacing target) {
        if (spec.forceSeparateZ().isPresent()) {
            return spec.forceSeparateZ().get() ? thickest(current) : OptionalInt.empty();
        }
        if (anisotropic(current)) {
            return thickest(current);
        }
        return anisotropic(target) ? thickest(target) : OptionalInt.empty();
    }

    private static boolean anisotropic(Spacing spacing) {
        return largest(spacing) / Math.min(spacing.zMm(), Math.min(spacing.yMm(), spacing.xMm())) > ANISOTROPY;
    }

    private static double largest(Spacing spacing) {
        return Math.max(spacing.zMm(), Math.max(spacing.yMm(), spacing.xMm()));
    }

    private static OptionalInt thickest(Spacing spacing) {
        OptionalInt found = OptionalInt.empty();
        for (int axis = 0; axis < 3; axis++) {
            if (largest(spacing) / spacing.axisMm(axis) == 1) {
                if (found.isPresent()) {
                    return OptionalInt.empty();
                }
                found = OptionalInt.of(axis);
            }
        }
        return found;
    }
}
