package org.sagittal.planner.rules;

import java.util.List;

/**
 * nnU-Net's proxy for GPU memory: the number of elements in the outputs of all convolutions for one patch. Sum over stages s of
 * channels F_s times voxels V_s: plain encoder n_s F_s V_s; residual encoder F_0 V_0 for the stem and 2 F_s V_s a block, plus F_s
 * V_s where a block changes channels or size; decoder (n_s + 1) F_s V_s with the transposed convolution, and labels x V_0 for the
 * last layer.
 *
 * <p>Reference: {@code compute_conv_feature_map_size} of dynamic-network-architectures 0.4.4, deep supervision off.
 */
public final class MemoryEstimate {
    private MemoryEstimate() {}

    /**
     * Adds up the feature maps.
     *
     * @param design the network and its patch
     * @param labelEntries entries of {@code labels} in dataset.json
     * @return elements for a batch of one
     */
    public static long elements(NetworkDesign design, int labelEntries) {
        List<Long> voxels = design.topology().voxelsPerStage();
        long sum = design.family() == NetworkFamily.PLAIN_CONV
                ? 0
                : design.features().get(0) * voxels.get(0);
        for (int stage = 0; stage < voxels.size(); stage++) {
            sum += encoderMaps(design, stage) * design.features().get(stage) * voxels.get(stage);
        }
        for (int level = 0; level < voxels.size() - 1; level++) {
            long maps = design.decoderConvolutions().get(level) + 1L;
            sum += maps * design.features().get(level) * voxels.get(level);
        }
        return design.trainable() ? sum + labelEntries * voxels.get(0) : sum;
    }

    private static long encoderMaps(NetworkDesign design, int stage) {
        long blocks = design.encoderBlocks().get(stage);
        if (design.family() == NetworkFamily.PLAIN_CONV) {
            return blocks;
        }
        boolean projects = stage > 0
                && (!design.features().get(stage).equals(design.features().get(stage - 1))
                        || design.topology().strides().get(stage).contains(2));
        return 2 * blocks + (projects ? 1 : 0);
    }
}
