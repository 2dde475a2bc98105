package org.sagittal.models.inference;

/**
 * How to predict.
 *
 * @param step distance of neighbouring tiles at most, as a share of the patch, in (0, 1]
 * @param mirroring whether to average over mirrored patches where the model allows it
 * @param batch patches a call of the network; for 2D networks, whose patches are small
 */
public record InferenceOptions(double step, boolean mirroring, int batch) {
    /** nnU-Net's defaults: half a patch, mirrored. */
    public static final InferenceOptions DEFAULT = new InferenceOptions(0.5, true, 1);

    /** Refuses steps that leave gaps. */
    public InferenceOptions {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("step must be in (0, 1], got " + step);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, got " + batch);
        }
    }
}
