package org.sagittal.planner.rules;

import java.util.List;

/**
 * A planned network: family, where it pools, how wide it is.
 *
 * @param family plain or residual encoder
 * @param topology patch, strides and kernels
 * @param features channels of each stage
 */
public record NetworkDesign(NetworkFamily family, Topology topology, List<Integer> features) {
    /** Refuses a width list that does not match the stages. */
    public NetworkDesign {
        features = List.copyOf(features);
        if (features.size() != topology.stages()) {
            throw new IllegalArgumentException(
                    "features must be one per stage (" + topology.stages() + "), got " + features.size());
        }
    }

    /**
     * Convolutions or blocks of each encoder stage.
     *
     * @return one number per stage
     */
    public List<Integer> encoderBlocks() {
        return family.encoderBlocksPerStage(topology.stages());
    }

    /**
     * Convolutions of each decoder level.
     *
     * @return one number per level
     */
    public List<Integer> decoderConvolutions() {
        return family.decoderConvolutionsPerStage(topology.stages());
    }

    /**
     * Whether there is a decoder, without which the network gives no output.
     *
     * @return false for a single stage
     */
    public boolean trainable() {
        return topology.stages() > 1;
    }
}
