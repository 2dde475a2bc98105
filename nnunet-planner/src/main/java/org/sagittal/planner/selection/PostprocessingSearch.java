package org.sagittal.planner.selection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Postprocessing.KeepLargest;

/**
 * Learns which keep-the-largest-component steps help predictions whose truth is known. First all foreground labels together: taken if the mean
 * Dice rises and no class gets worse. Then, where there are several, each class or region in turn on top of what is taken already: taken if
 * its own Dice rises. A class without a Dice, before or after, takes no part in a comparison.
 *
 * <p>Reference: {@code determine_postprocessing} of nnU-Net 2.8.1. Its files in between are not written. Classes do not overlap, so that
 * all of them are tried in one pass; regions overlap and are tried one after the other.
 */
final class PostprocessingSearch {
    private final Path predictions;
    private final FolderScores scores;
    private final SelectionListener listener;
    private final List<PostprocessingTrial> trials = new ArrayList<>();

    private Postprocessing taken = Postprocessing.NONE;
    private NnunetSummary current;

    /**
     * Prepares a search.
     *
     * @param predictions folder of label maps; stays as it is
     * @param scores scores them
     * @param listener told how far it is
     */
    PostprocessingSearch(Path predictions, FolderScores scores, SelectionListener listener) {
        this.predictions = predictions;
        this.scores = scores;
        this.listener = listener;
    }

    /**
     * Searches.
     *
     * @param foreground all labels but background, ascending
     * @param baseline scores of the predictions as they are, if known
     * @return what was learned
     */
    LearnedPostprocessing run(List<Integer> foreground, Optional<NnunetSummary> baseline) {
        NnunetSummary before =
                baseline.orElseGet(() -> scores.of(predictions, Postprocessing.NONE, "score predictions", listener));
        current = before;
        tryForeground(KeepLargest.together(foreground));
        List<LabelGroup> groups = scores.groups();
        if (groups.size() > 1 && groups.stream().noneMatch(LabelGroup::region)) {
            tryClasses(groups);
        } else if (groups.size() > 1) {
            groups.forEach(this::tryRegion);
        }
        return new LearnedPostprocessing(taken, groups, before, current, trials);
    }

    private NnunetSummary after(Postprocessing steps, String what) {
        return scores.of(predictions, steps, "largest of " + what, listener);
    }

    private void tryForeground(KeepLargest step) {
        NnunetSummary after = after(taken.then(step), "foreground");
        List<Double> means = ComparedDice.of(List.of(current, after)).scores();
        Optional<String> worse = worse(current.classDice(), after.classDice());
        boolean better = means.get(1) > means.get(0);
        String reason = !better
                ? "the mean Dice does not rise"
                : worse.map(names -> names + " would get worse").orElse("the mean Dice rises and no class gets worse");
        boolean accepted = better && worse.isEmpty();
        trials.add(new PostprocessingTrial(
                PostprocessingTrial.WHOLE_FOREGROUND, step, means.get(0), means.get(1), accepted, reason));
        if (accepted) {
            taken = taken.then(step);
            current = after;
        }
    }

    private Optional<String> worse(Map<String, Double> before, Map<String, Double> after) {
        List<String> names = scores.groups().stream()
                .filter(group -> after.get(group.key()) < before.get(group.key()))
                .map(LabelGroup::name)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(CaseSets.named(names));
    }

    private static KeepLargest step(LabelGroup group) {
        return new KeepLargest(group.labels(), group.region());
    }

    private void tryClasses(List<LabelGroup> groups) {
        Postprocessing all = taken;
        for (LabelGroup group : groups) {
            all = all.then(step(group));
        }
        NnunetSummary after = after(all, "each class");
        Postprocessing before = taken;
        for (LabelGroup group : groups) {
            decide(group, after);
        }
        if (taken.equals(all)) {
            current = after;
        } else if (!taken.equals(before)) {
            current = after(taken, "chosen classes");
        }
    }

    private void tryRegion(LabelGroup group) {
        NnunetSummary after = after(taken.then(step(group)), group.name());
        if (decide(group, after)) {
            current = after;
        }
    }

    private boolean decide(LabelGroup group, NnunetSummary after) {
        double dice = LearnedPostprocessing.dice(current, group);
        double then = LearnedPostprocessing.dice(after, group);
        boolean accepted = then > dice;
        String reason = accepted
                ? "its Dice rises"
                : Double.isNaN(dice) || Double.isNaN(then) ? "it has no Dice" : "its Dice does not rise";
        trials.add(new PostprocessingTrial(group.name(), step(group), dice, then, accepted, reason));
        if (accepted) {
            taken = taken.then(step(group));
        }
        return accepted;
    }
}
