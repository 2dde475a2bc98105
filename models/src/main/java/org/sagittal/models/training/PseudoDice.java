package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Dice = 2 TP / (2 TP + FP + FN) of each foreground class over all validation patches of an epoch taken together; nnU-Net's measure
 * of progress.
 */
final class PseudoDice {
    private double[] counts = new double[0];

    /** Adds a batch. */
    void add(float[] batchCounts) {
        if (counts.length == 0) {
            counts = new double[batchCounts.length];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += batchCounts[i];
        }
    }

    /** Dice of each class; null where the class neither occurs nor is predicted. */
    List<Double> perClass() {
        int classes = counts.length / 3;
        List<Double> dice = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            double hits = 2 * counts[c];
            double all = hits + counts[classes + c] + counts[2 * classes + c];
            dice.add(all == 0 ? null : hits / all);
        }
        return java.util.Collections.unmodifiableList(dice);
    }

    OptionalDouble mean() {
        return perClass().stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }
}
