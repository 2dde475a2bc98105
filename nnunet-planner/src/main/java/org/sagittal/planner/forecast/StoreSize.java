package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.plan.Configuration;

/**
 * How much disk the preprocessed cases of a configuration take: 4 bytes a voxel and channel for intensities, 2 for labels,
 * uncompressed.
 */
public final class StoreSize {
    private static final double BYTES_PER_INTENSITY = 4;
    private static final double BYTES_PER_LABEL = 2;

    private StoreSize() {}

    /**
     * Adds up the resampled cases.
     *
     * @param fingerprint spacing and shape of each case
     * @param transposeForward order in which image axes enter the network
     * @param configuration target spacing and channels
     * @return bytes, without the few kilobytes of bookkeeping per case
     */
    public static double bytes(
            DatasetFingerprint fingerprint, List<Integer> transposeForward, Configuration configuration) {
        int[] order = transposeForward.stream().mapToInt(Integer::intValue).toArray();
        int channels = configuration.preprocessing().channels();
        double labels = configuration.previousStage().isPresent() ? 2 * BYTES_PER_LABEL : BYTES_PER_LABEL;
        double voxels = 0;
        for (int i = 0; i < fingerprint.cases(); i++) {
            voxels += voxels(
                    fingerprint.spacings().get(i).transposed(order),
                    fingerprint.shapesAfterCrop().get(i).transposed(order),
                    configuration.spacingMm());
        }
        return voxels * (channels * BYTES_PER_INTENSITY + labels);
    }

    /** 2D configurations have two distances; their slices stay as they are. */
    private static double voxels(Spacing from, Shape shape, List<Double> targetMm) {
        int kept = 3 - targetMm.size();
        double voxels = 1;
        for (int axis = 0; axis < 3; axis++) {
            voxels *= axis < kept
                    ? shape.axis(axis)
                    : Math.rint(from.axisMm(axis) / targetMm.get(axis - kept) * shape.axis(axis));
        }
        return voxels;
    }
}
