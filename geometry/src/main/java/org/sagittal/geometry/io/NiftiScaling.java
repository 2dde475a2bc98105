package org.sagittal.geometry.io;

import java.nio.file.Path;

/**
 * From stored numbers to values: v -> slope * v + intercept, as ITK or as nibabel does it.
 *
 * <p>ITK takes a slope that is 0 or not finite for 1 but keeps the intercept, converts integers to float32 before and rounds to float32
 * after, ignores scaling in Analyze files, and turns displacements from RAS to LPS. nibabel scales in float64, and not at all without a
 * slope.
 */
final class NiftiScaling {
    private final double slope;
    private final double intercept;
    private final boolean float32;
    private final int negatedStacks;

    private NiftiScaling(double slope, double intercept, boolean float32, int negatedStacks) {
        this.slope = slope;
        this.intercept = intercept;
        this.float32 = float32;
        this.negatedStacks = negatedStacks;
    }

    static NiftiScaling asItk(Path file, NiftiHeader header) {
        NiftiHeader.Data data = header.data();
        boolean analyze = header.kind() == NiftiHeader.Kind.ANALYZE;
        boolean usable = Double.isFinite(data.slope()) && data.slope() != 0 && !analyze;
        int turned = new NiftiGeometry(header).displacement() ? (int) Math.min(2, header.dim()[5]) : 0;
        return new NiftiScaling(
                usable ? data.slope() : 1,
                Double.isFinite(data.intercept()) && !analyze ? data.intercept() : 0,
                data.type().sample() != SampleType.FLOAT64,
                turned * (int) header.dim()[4]);
    }

    static NiftiScaling asNibabel(Path file, NiftiHeader header) {
        NiftiHeader.Data data = header.data();
        if (!Double.isFinite(data.slope()) || data.slope() == 0) {
            return new NiftiScaling(1, 0, false, 0);
        }
        if (!Double.isFinite(data.intercept())) {
            throw new FormatException(
                    file, "has a slope of " + data.slope() + " but an intercept of " + data.intercept());
        }
        return new NiftiScaling(data.slope(), data.intercept(), false, 0);
    }

    /** Turns the stored numbers of one slice into values, in place. */
    void apply(double[] slice, int stack) {
        if (slope != 1 || intercept != 0) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = float32
                        ? (float) ((double) (float) slice[i] * slope + intercept)
                        : slice[i] * slope + intercept;
            }
        }
        if (stack < negatedStacks) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = -slice[i];
            }
        }
    }
}
