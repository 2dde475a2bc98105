package org.sagittal.models.inference;

import java.util.List;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Several models' probabilities as one: p = (p_1 + ... + p_M) / M in float32, summed in the models' order, and the labels of p. Without
 * regions the label is the channel of the largest p, the lowest channel winning ties; with regions each channel above 0.5 writes its label
 * in turn.
 *
 * <p>Reference: {@code average_probabilities} and {@code convert_probabilities_to_segmentation} of nnU-Net 2.8.1, nnunet.md 8.1.
 */
public final class ProbabilityMean {
    private ProbabilityMean() {}

    /**
     * The mean.
     *
     * @param members (heads, voxels) of each model; the first is overwritten with the result
     * @return (heads, voxels), the first member's arrays
     */
    public static float[][] of(List<float[][]> members) {
        float[][] sum = members.get(0);
        for (int head = 0; head < sum.length; head++) {
            for (float[][] member : members.subList(1, members.size())) {
                FoldMean.add(sum[head], member[head]);
            }
            FoldMean.divide(sum[head], members.size());
        }
        return sum;
    }

    /**
     * The labels of probabilities.
     *
     * @param probabilities (heads, voxels)
     * @param labels what the channels stand for
     * @return one label a voxel
     */
    public static short[] labels(float[][] probabilities, LabelScheme labels) {
        short[] decoded = new short[probabilities[0].length];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = labels.hasRegions() ? region(probabilities, i, labels) : largest(probabilities, i);
        }
        return decoded;
    }

    private static short largest(float[][] probabilities, int i) {
        int best = 0;
        for (int head = 1; head < probabilities.length; head++) {
            best = probabilities[head][i] > probabilities[best][i] ? head : best;
        }
        return (short) best;
    }

    private static short region(float[][] probabilities, int i, LabelScheme labels) {
        short label = 0;
        for (int head = 0; head < probabilities.length; head++) {
            label = probabilities[head][i] > 0.5f
                    ? labels.regionsClassOrder().get(head).shortValue()
                    : label;
        }
        return label;
    }
}
