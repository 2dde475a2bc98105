package org.sagittal.planner.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.planner.selection.ComparedDice;

/**
 * Which configuration did best on the cases that it was held back from: the highest mean over folds of the mean foreground Dice, compared
 * fold by fold as {@link ComparedDice} says; the first wins ties.
 */
final class BestRuns {
    private BestRuns() {}

    /**
     * Chooses.
     *
     * @param runs trained and validated folds, at least one, the same of each configuration in the same order
     * @return the folds of one configuration, in the order given
     */
    static List<RunFolder> of(List<RunFolder> runs) {
        Map<String, List<RunFolder>> byConfiguration = runs.stream()
                .collect(Collectors.groupingBy(RunFolder::configuration, LinkedHashMap::new, Collectors.toList()));
        List<List<RunFolder>> rivals = List.copyOf(byConfiguration.values());
        if (rivals.size() == 1) {
            return rivals.get(0);
        }
        double[] dice = new double[rivals.size()];
        for (int fold = 0; fold < rivals.get(0).size(); fold++) {
            List<NnunetSummary> summaries = new ArrayList<>();
            for (List<RunFolder> rival : rivals) {
                summaries.add(summary(rival.get(fold)));
            }
            List<Double> scores = ComparedDice.of(summaries).scores();
            for (int i = 0; i < dice.length; i++) {
                // Where no class can be compared, the fold decides nothing.
                dice[i] += scores.get(i).isNaN() ? 0 : scores.get(i);
            }
        }
        int best = 0;
        for (int i = 1; i < dice.length; i++) {
            best = dice[i] > dice[best] ? i : best;
        }
        return rivals.get(best);
    }

    private static NnunetSummary summary(RunFolder run) {
        return NnunetSummary.read(run.folder().resolve("validation").resolve("summary.json"));
    }
}
