package org.sagittal.models.inference;

import org.sagittal.models.script.Precision;

/**
 * How to predict.
 *
 * @param step distance of neighbouring tiles at most, as a share of the patch, in (0, 1]
 * @param mirroring whether to average over mirrored patches where the model allows it
 * @param batch patches a call of the network; 0 for as many as {@link #batchFor} finds fitting
 * @param precision number format of convolutions
 */
public record InferenceOptions(double step, boolean mirroring, int batch, Precision precision) {
    private static final long FEATURE_BYTES = 64L << 20;
    private static final int MOST_PATCHES = 16;

    /** nnU-Net's defaults: half a patch, mirrored. */
    public static final InferenceOptions DEFAULT = new InferenceOptions(0.5, true, 0);

    /**
     * Convolves in float32.
     *
     * @param step distance of neighbouring tiles at most, as a share of the patch, in (0, 1]
     * @param mirroring whether to average over mirrored patches where the model allows it
     * @param batch patches a call of the network; 0 for as many as {@link #batchFor} finds fitting
     */
    public InferenceOptions(double step, boolean mirroring, int batch) {
        this(step, mirroring, batch, Precision.FLOAT32);
    }

    /** Refuses steps that leave gaps. */
    public InferenceOptions {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("step must be in (0, 1], got " + step);
        }
        if (batch < 0) {
            throw new IllegalArgumentException("batch must be at least 1, or 0 for a fitting one, got " + batch);
        }
    }

    /**
     * How many patches a call of the network gets: one volume, or as many flat patches as keep a call's widest feature maps within 64
     * MiB.
     *
     * @param model what is called
     * @return {@link #batch}, or where that is 0 at least 1 and at most 16
     */
    public int batchFor(SegmentationModel model) {
        if (batch > 0 || model.patchSize().size() > 2) {
            return Math.max(1, batch);
        }
        long voxels = (long) model.patchSize().get(0) * model.patchSize().get(1);
        long bytes = voxels * model.network().features().get(0) * Float.BYTES;
        return (int) Math.max(1, Math.min(MOST_PATCHES, FEATURE_BYTES / bytes));
    }
}
