package org.sagittal.models.inference;

import java.util.OptionalInt;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * The axis that is resampled apart from the others because its spacing is more than three times another's.
 *
 * <p>Reference: {@code determine_do_sep_z_and_axis} of nnU-Net 2.8.1, nnunet.md 4.3.
 */
final class SeparateAxis {
    private static final double ANISOTROPY = 3;

    private SeparateAxis() {}

    /**
     * Decides.
     *
     * @param spec may force the answer
     * @param current spacing before
     * @param next spacing after
     * @return the axis, or nothing where all are treated alike
     */
    static OptionalInt of(ResamplingSpec spec, Spacing current, Spacing next) {
        if (spec.forceSeparateZ().isPresent()) {
            return spec.forceSeparateZ().get() ? coarsest(current) : OptionalInt.empty();
        }
        if (anisotropic(current)) {
            return coarsest(current);
        }
        return anisotropic(next) ? coarsest(next) : OptionalInt.empty();
    }

    private static boolean anisotropic(Spacing spacing) {
        double[] mm = spacing.toArrayMm();
        double max = Math.max(mm[0], Math.max(mm[1], mm[2]));
        double min = Math.min(mm[0], Math.min(mm[1], mm[2]));
        return max / min > ANISOTROPY;
    }

    private static OptionalInt coarsest(Spacing spacing) {
        double[] mm = spacing.toArrayMm();
        double max = Math.max(mm[0], Math.max(mm[1], mm[2]));
        OptionalInt axis = OptionalInt.empty();
        for (int i = 0; i < 3; i++) {
            if (mm[i] == max) {
                if (axis.isPresent()) {
                    return OptionalInt.empty();
                }
                axis = OptionalInt.of(i);
            }
        }
        return axis;
    }
}
