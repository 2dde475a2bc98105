package org.sagittal.models.inference;

import org.sagittal.geometry.HalfFloat;

/**
 * How much each voxel of a tile counts where tiles overlap: a Gaussian about the voxel patch // 2 with a standard deviation of an eighth of
 * the patch along each axis and the peak 10, rounded to float16; voxels that this makes 0 get the smallest weight above 0.
 *
 * <p>Reference: {@code compute_gaussian} of nnU-Net 2.8.1. Its filter of a unit impulse equals the closed form used here bit for bit.
 */
public final class TileWeights {
    private static final double PEAK = 10;
    private static final double SIGMA_OF_PATCH = 1.0 / 8;

    private TileWeights() {}

    /**
     * The weights of one patch size.
     *
     * @param patchSize extents of a tile, any number of axes
     * @return one weight a voxel, row-major, all above 0
     */
    public static float[] of(int... patchSize) {
        int count = 1;
        for (int extent : patchSize) {
            count = Math.multiplyExact(count, extent);
        }
        float[] weights = new float[count];
        double[][] lines = lines(patchSize);
        float smallest = Float.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            double weight = PEAK;
            int rest = i;
            for (int axis = patchSize.length - 1; axis >= 0; axis--) {
                weight *= lines[axis][rest % patchSize[axis]];
                rest /= patchSize[axis];
            }
            weights[i] = HalfFloat.toFloat(HalfFloat.toHalf((float) weight));
            if (weights[i] > 0) {
                smallest = Math.min(smallest, weights[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            weights[i] = Math.max(weights[i], smallest);
        }
        return weights;
    }

    private static double[][] lines(int[] patchSize) {
        double[][] lines = new double[patchSize.length][];
        for (int axis = 0; axis < patchSize.length; axis++) {
            int extent = patchSize[axis];
            double sigma = extent * SIGMA_OF_PATCH;
            lines[axis] = new double[extent];
            for (int i = 0; i < extent; i++) {
                double distance = i - extent / 2;
                lines[axis][i] = Math.exp(-distance * distance / (2 * sigma * sigma));
            }
        }
        return lines;
    }
}
