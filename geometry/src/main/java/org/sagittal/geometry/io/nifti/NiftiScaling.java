package org.sagittal.geometry.io.nifti;

import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;

/**
 * From stored numbers to values: v -> slope * v + intercept, as ITK or as nibabel does it.
 *
 * <p>ITK takes a slope that is 0 or not finite for 1 but keeps the intercept, converts integers to float32 before and rounds to float32
 * after, ignores scaling in Analyze files, and turns displacements from RAS to LPS. nibabel scales in float64, not at all without a
 * slope, and adds the intercept to the real part of a complex number alone. Colours are not scaled, as nifti1.h says and nibabel does it;
 * ITK scales some of their bytes and leaves others to chance.
 */
final class NiftiScaling {
    /** What is smaller counts as 0 for ITK. */
    private static final double LEAST_SLOPE = Math.ulp(1.0);

    private final double slope;
    private final double intercept;
    private final double imaginaryIntercept;
    private final boolean float32;
    private final int samples;
    private final int negatedStacks;

    private NiftiScaling(double slope, double intercept, NiftiHeader header, boolean asItk) {
        NiftiType type = header.data().type();
        boolean colour = type.voxel() == VolumeHeader.Voxel.COLOUR;
        this.slope = colour ? 1 : slope;
        this.intercept = colour ? 0 : intercept;
        this.samples = type.samples();
        this.imaginaryIntercept = asItk ? this.intercept : 0;
        this.float32 = asItk && type.sample() != SampleType.FLOAT64;
        boolean turned = asItk && new NiftiGeometry(header).displacement();
        this.negatedStacks = turned ? (int) Math.min(2, header.dim()[5]) * (int) header.dim()[4] : 0;
    }

    static NiftiScaling asItk(Path file, NiftiHeader header) {
        NiftiHeader.Data data = header.data();
        boolean analyze = header.kind() == NiftiHeader.Kind.ANALYZE;
        boolean usable = Double.isFinite(data.slope()) && Math.abs(data.slope()) >= LEAST_SLOPE && !analyze;
        return new NiftiScaling(
                usable ? data.slope() : 1,
                Double.isFinite(data.intercept()) && !analyze ? data.intercept() : 0,
                header,
                true);
    }

    static NiftiScaling asNibabel(Path file, NiftiHeader header) {
        NiftiHeader.Data data = header.data();
        if (!Double.isFinite(data.slope()) || data.slope() == 0) {
            return new NiftiScaling(1, 0, header, false);
        }
        if (!Double.isFinite(data.intercept())) {
            throw new FormatException(
                    file, "has a slope of " + data.slope() + " but an intercept of " + data.intercept());
        }
        return new NiftiScaling(data.slope(), data.intercept(), header, false);
    }

    /** Turns the stored numbers of one slice of a channel into values, in place. */
    void apply(double[] slice, int channel) {
        boolean complex = samples == 2;
        double added = complex && channel % samples == 1 ? imaginaryIntercept : intercept;
        if (slope != 1 || added != 0) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = float32 ? (float) ((double) (float) slice[i] * slope + added) : slice[i] * slope + added;
            }
        }
        if (channel / samples < negatedStacks) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = -slice[i];
            }
        }
    }
}
