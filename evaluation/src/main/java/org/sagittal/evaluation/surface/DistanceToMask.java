package org.sagittal.evaluation.surface;

import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.geometry.volume.Spacing;

/** From any voxel the exact distance to the nearest voxel of a mask, without a distance map. */
public final class DistanceToMask {
    private final NearestSearch search;

    /**
     * Takes the mask.
     *
     * @param mask the set
     * @param spacing millimetres (z, y, x)
     * @param dimensions 3, or 2 for a true 2D image
     */
    public DistanceToMask(BitMask mask, Spacing spacing, int dimensions) {
        this.search = new NearestSearch(mask, spacing, dimensions);
    }

    /**
     * The squared distance from a voxel's centre.
     *
     * @param z slice
     * @param y row
     * @param x column
     * @return mm^2; infinite if the mask is empty
     */
    public double squaredMm2(int z, int y, int x) {
        return search.squaredMm2(z, y, x);
    }
}
