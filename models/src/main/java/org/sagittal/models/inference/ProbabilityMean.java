package org.sagittal.models.inference;

import java.util.List;

/**
 * Several values of the same voxels as one: p = (p_1 + ... + p_M) / M in float32, summed in the members' order.
 *
 * <p>Reference: {@code average_probabilities} of nnU-Net 2.8.1, nnunet.md 8.1.
 */
public final class ProbabilityMean {
    private ProbabilityMean() {}

    /**
     * The mean.
     *
     * @param members one array a model, of one length; the first is overwritten with the result
     * @return the first member's array
     */
    public static float[] of(List<float[]> members) {
        float[] sum = members.get(0);
        for (float[] member : members.subList(1, members.size())) {
            add(sum, member);
        }
        divide(sum, members.size());
        return sum;
    }

    static void add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    static void divide(float[] sum, int count) {
        if (count > 1) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= count;
            }
        }
    }
}
