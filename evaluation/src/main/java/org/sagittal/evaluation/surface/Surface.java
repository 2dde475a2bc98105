package org.sagittal.evaluation.surface;

import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.geometry.volume.Spacing;

/**
 * The elements of an outline: points of a lattice, each with a weight.
 *
 * @param elements which lattice points are elements
 * @param codes the surface code of each element in array order; empty where all weigh the same
 * @param dimensions 2 or 3
 */
record Surface(BitMask elements, byte[] codes, int dimensions) {
    /** The weight of each code: mm^2 or, in 2D, mm; a single 1 where all weigh the same. */
    double[] weights(Spacing spacing) {
        if (codes.length == 0) {
            return new double[] {1};
        }
        return dimensions == 3 ? SurfaceElementTable.areas(spacing) : SurfaceElementTable.lengths(spacing);
    }
}
