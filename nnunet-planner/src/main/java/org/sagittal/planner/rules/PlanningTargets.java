package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What a plan should fit into: a planner's reference values scaled to a memory target, and the width of the first stage.
 *
 * @param profile which planner
 * @param memoryGb GPU memory to plan for
 * @param baseFeatures channels of the first stage; nnU-Net's is {@link #BASE_FEATURES}
 */
public record PlanningTargets(PlannerProfile profile, double memoryGb, int baseFeatures) {
    /** nnU-Net's width of the first stage. */
    public static final int BASE_FEATURES = 32;

    /** Refuses a target that is not positive. */
    public PlanningTargets {
        if (!(memoryGb > 0) || Double.isInfinite(memoryGb)) {
            throw new IllegalArgumentException("memoryGb must be positive and finite, got " + memoryGb);
        }
        if (baseFeatures < 1) {
            throw new IllegalArgumentException("baseFeatures must be at least 1, got " + baseFeatures);
        }
    }

    /**
     * The feature-map elements that fill the memory at the reference batch size.
     *
     * @param dimensions 2 or 3
     * @return elements
     */
    public double reference(int dimensions) {
        return profile.referenceElements(dimensions) * (memoryGb / profile.referenceGb());
    }

    /**
     * Whether a patch needs more than the target allows. The plain planner asks for room for a batch of two; the residual
     * planners compare with the reference as it stands, which in 2D is stricter by the reference batch of 12.
     *
     * @param elements feature-map elements of one patch
     * @param dimensions 2 or 3
     * @return true if the patch must shrink
     */
    public boolean exceeded(long elements, int dimensions) {
        double load = profile.family() == NetworkFamily.PLAIN_CONV
                ? (double) elements / profile.referenceBatch(dimensions) * 2
                : elements;
        return load > reference(dimensions);
    }

    /**
     * The GPU memory nnU-Net's proxy stands for.
     *
     * @param elements feature-map elements of one patch
     * @param batch patches in a batch
     * @param dimensions 2 or 3
     * @return gigabytes
     */
    public double proxyGb(long elements, int batch, int dimensions) {
        double share =
                (double) elements * batch / profile.referenceBatch(dimensions) / profile.referenceElements(dimensions);
        return profile.referenceGb() * share;
    }

    /**
     * Channels of each stage: doubling, up to 16 times the first in 2D and 10 times in 3D (512 and 320 from 32).
     *
     * @param stages number of stages
     * @param dimensions 2 or 3
     * @return one number per stage
     */
    public List<Integer> features(int stages, int dimensions) {
        long most = (dimensions == 2 ? 16L : 10L) * baseFeatures;
        List<Integer> features = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            features.add((int) Math.min(most, (long) baseFeatures << Math.min(stage, 30)));
        }
        return List.copyOf(features);
    }
}
