package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The two network families nnU-Net's planners choose from, with the depth each stage gets.
 *
 * <p>Reference: Isensee et al., "nnU-Net", Nature Methods 2021; Isensee et al., "nnU-Net Revisited", MICCAI 2024 (residual
 * encoders).
 */
public enum NetworkFamily {
    /** Two convolutions per stage on both sides. */
    PLAIN_CONV("PlainConvUNet", 14) {
        @Override
        int encoderBlocks(int stage) {
            return 2;
        }

        @Override
        int decoderConvolutions() {
            return 2;
        }
    },
    /** Residual blocks 1, 3, 4, 6, 6, ... in the encoder, one convolution per decoder level. */
    RESIDUAL_ENCODER("ResidualEncoderUNet", 13) {
        @Override
        int encoderBlocks(int stage) {
            return stage < RESIDUAL_BLOCKS.size() ? RESIDUAL_BLOCKS.get(stage) : 6;
        }

        @Override
        int decoderConvolutions() {
            return 1;
        }
    };

    private static final List<Integer> RESIDUAL_BLOCKS = List.of(1, 3, 4);

    private final String className;
    private final int maximumStages;

    NetworkFamily(String className, int maximumStages) {
        this.className = className;
        this.maximumStages = maximumStages;
    }

    /**
     * Convolutions or residual blocks of each encoder stage.
     *
     * @param stages number of stages, at most 14 (plain) or 13 (residual), where nnU-Net's tables end
     * @return one number per stage
     */
    public List<Integer> encoderBlocksPerStage(int stages) {
        if (stages > maximumStages) {
            throw new PlanningException("this dataset would need a network of " + stages + " stages, but " + className
                    + " plans end at " + maximumStages + "; check the spacings for an axis in another unit");
        }
        List<Integer> blocks = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            blocks.add(encoderBlocks(stage));
        }
        return List.copyOf(blocks);
    }

    /**
     * Convolutions of each decoder level.
     *
     * @param stages number of encoder stages
     * @return one number per level, i.e. {@code stages - 1}
     */
    public List<Integer> decoderConvolutionsPerStage(int stages) {
        return Collections.nCopies(stages - 1, decoderConvolutions());
    }

    abstract int encoderBlocks(int stage);

    abstract int decoderConvolutions();
}
