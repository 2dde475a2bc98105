package org.sagittal.models.loss;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a segmentation network is trained to minimise: mean Dice and cross entropy at every supervised decoder level.
 *
 * @param regions whether the heads are overlapping regions (sigmoid, targets one channel each) or exclusive labels (softmax, target a
 *     label map)
 * @param ignoreLabel labels: the label that no loss is taken of. Regions: any value says that the target's last channel marks it
 * @param batchDice whether Dice sums over the batch first, or is taken of each sample
 * @param levelWeights factor of each decoder level, finest first; levels of weight 0 are not computed
 */
public record LossSpec(boolean regions, OptionalInt ignoreLabel, boolean batchDice, List<Double> levelWeights) {
    /** Copies the list and refuses weights that supervise nothing. */
    public LossSpec {
        levelWeights = List.copyOf(levelWeights);
        if (levelWeights.isEmpty()
                || levelWeights.get(0) <= 0
                || levelWeights.stream().anyMatch(w -> !(w >= 0))) {
            throw new IllegalArgumentException(
                    "levelWeights must not be negative and supervise the finest level, got " + levelWeights);
        }
    }

    /**
     * nnU-Net's weights: half as much at each coarser level, the coarsest unused, normalised to a sum of 1. With a single level, where
     * nnU-Net divides 0 by 0, its weight is 1.
     *
     * @param levels number of decoder levels
     * @return factors, finest first
     */
    public static List<Double> deepSupervisionWeights(int levels) {
        if (levels < 1) {
            throw new IllegalArgumentException("levels must be at least 1, got " + levels);
        }
        int used = Math.max(1, levels - 1);
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += Math.pow(0.5, i);
        }
        double total = sum;
        return java.util.stream.IntStream.range(0, levels)
                .mapToObj(i -> i < used ? Math.pow(0.5, i) / total : 0.0)
                .toList();
    }
}
