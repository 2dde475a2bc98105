package org.sagittal.planner.selection;

import java.util.List;
import java.util.Map;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.models.inference.Postprocessing;

/**
 * What was learned on a folder of predictions.
 *
 * @param postprocessing the steps that help; none if nothing does
 * @param groups classes or regions, in order
 * @param before scores of the predictions
 * @param after scores after the steps
 * @param trials what was tried, in order
 */
public record LearnedPostprocessing(
        Postprocessing postprocessing,
        List<LabelGroup> groups,
        NnunetSummary before,
        NnunetSummary after,
        List<PostprocessingTrial> trials) {
    /** Copies the lists. */
    public LearnedPostprocessing {
        groups = List.copyOf(groups);
        trials = List.copyOf(trials);
    }

    /**
     * The mean Dice of both, over the classes that are defined in both.
     *
     * @return before, then after
     */
    public ComparedDice means() {
        return ComparedDice.of(List.of(before, after));
    }

    /**
     * The Dice of a class.
     *
     * @param summary {@link #before()} or {@link #after()}
     * @param group which
     * @return NaN if it occurs nowhere
     */
    public static double dice(NnunetSummary summary, LabelGroup group) {
        Map<String, Double> dice = summary.classDice();
        return dice.get(group.key());
    }
}
