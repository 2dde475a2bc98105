package org.sagittal.models.training;

import java.util.List;

/**
 * What decides which patches a network sees.
 *
 * <p>Reference: nnU-Net's trainer and data loader.
 *
 * @param oversampleForeground share of each batch's samples, counted from its end, that are centred on foreground: sample j of B is when
 *     {@code j >= rint(B * (1 - share))}
 * @param mirrorAxes axes along which patches may be mirrored, counted among the network's own spatial axes as nnU-Net's checkpoint does
 *     (3D: 0 is z; 2D: 0 is y); also the axes mirrored at inference
 * @param maskedChannels per image channel whether it was normalised inside the non-zero region only; such channels are 0 outside of
 *     it; empty is the same as false for all
 * @param seed the number from which every random choice follows, together with epoch, iteration and index in the batch
 */
public record SamplingSpec(
        double oversampleForeground, List<Integer> mirrorAxes, List<Boolean> maskedChannels, long seed) {
    /** Copies the lists; refuses shares outside [0, 1] and axes outside 0 to 2 or named twice. */
    public SamplingSpec {
        if (!(oversampleForeground >= 0 && oversampleForeground <= 1)) {
            throw new IllegalArgumentException("oversampleForeground must be in [0, 1], got " + oversampleForeground);
        }
        mirrorAxes = List.copyOf(mirrorAxes);
        maskedChannels = List.copyOf(maskedChannels);
        if (mirrorAxes.stream().anyMatch(a -> a < 0 || a > 2)
                || mirrorAxes.stream().distinct().count() != mirrorAxes.size()) {
            throw new IllegalArgumentException("mirrorAxes must be different axes in 0..2, got " + mirrorAxes);
        }
    }

    /**
     * What nnU-Net does: a third of each batch is foreground, patches are mirrored along all axes, no channel is masked.
     *
     * @param dimensions 2 or 3
     * @return the default sampling, seed 0
     */
    public static SamplingSpec nnunet(int dimensions) {
        return new SamplingSpec(0.33, dimensions == 2 ? List.of(0, 1) : List.of(0, 1, 2), List.of(), 0);
    }

    /**
     * Whether a sample of a batch is centred on foreground.
     *
     * @param index position in the batch, from 0
     * @param batchSize samples of the batch
     * @return true for the last {@code batchSize - rint(batchSize * (1 - oversampleForeground))} samples
     */
    public boolean forcesForeground(int index, int batchSize) {
        return index >= Math.rint(batchSize * (1 - oversampleForeground));
    }
}
