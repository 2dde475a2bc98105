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
}
