package org.sagittal.planner.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sagittal.evaluation.summary.NnunetSummary;

/**
 * The mean foreground Dice of several predictions of the same cases, made comparable: a class whose Dice is undefined (NaN) in one of them, as
 * it is in no reference and in none of its label maps, is left out of all of them. Without such a class the scores are nnU-Net's {@code
 * foreground_mean}; with one, nnU-Net's would be NaN and the choice meaningless.
 *
 * @param scores one a prediction, in the order given; NaN only if no class is left
 * @param leftOut keys of the classes that do not count, as {@code LabelGroup.key()}
 */
public record ComparedDice(List<Double> scores, List<String> leftOut) {
    /** Copies the lists. */
    public ComparedDice {
        scores = List.copyOf(scores);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Compares.
     *
     * @param summaries of predictions with the same classes, at least one
     * @return their scores
     */
    public static ComparedDice of(List<NnunetSummary> summaries) {
        TreeSet<String> undefined = new TreeSet<>();
        for (NnunetSummary summary : summaries) {
            summary.classDice().forEach((key, dice) -> {
                if (Double.isNaN(dice)) {
                    undefined.add(key);
                }
            });
        }
        List<Double> scores = new ArrayList<>();
        for (NnunetSummary summary : summaries) {
            scores.add(undefined.isEmpty() ? summary.foregroundMeanDice() : mean(summary.classDice(), undefined));
        }
        return new ComparedDice(scores, List.copyOf(undefined));
    }

    private static double mean(Map<String, Double> dice, TreeSet<String> without) {
        double sum = 0;
        int count = 0;
        for (Map.Entry<String, Double> one : dice.entrySet()) {
            if (!without.contains(one.getKey())) {
                sum += one.getValue();
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * Which prediction is best.
     *
     * @return index of the highest score, the first of equal ones
     * @throws IllegalStateException if no class can be compared
     */
    public int best() {
        int best = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (Double.isNaN(scores.get(i))) {
                throw new IllegalStateException(
                        "nothing can be compared: no class occurs in all predictions or in the references");
            }
            if (scores.get(i) > scores.get(best)) {
                best = i;
            }
        }
        return best;
    }
}
