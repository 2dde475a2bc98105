package org.sagittal.planner.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.planner.rules.Fact;

/**
 * How far a training is from the unconstrained one, in halvings (log2 of the ratio) of each of the four things that cost time.
 *
 * <p>The penalty weighs squared halvings: the first costs little, later ones ever more, so a budget is spread over all four. The
 * weights are a rule of thumb in points of Dice (four halvings of the iterations about 2.4, three of the patch volume about 2,
 * one of the width about 0.7), set from what nnU-Net's shorter trainers and published ablations usually lose. They are not
 * measured on anybody's data and serve to compare candidates, not to predict a score.
 *
 * @param iterations halvings of the number of training iterations
 * @param patch halvings of the voxels of a patch
 * @param width halvings of the channels
 * @param batch halvings of the batch size
 */
record Concessions(double iterations, double patch, double width, double batch) {
    private static final double WEIGHT_ITERATIONS = 0.15;
    private static final double WEIGHT_PATCH = 0.22;
    private static final double WEIGHT_WIDTH = 0.7;
    private static final double WEIGHT_BATCH = 0.1;
    private static final double VISIBLE = 1e-9;

    static double halvings(double full, double reduced) {
        return Math.log(full / reduced) / Math.log(2);
    }

    double penalty() {
        return WEIGHT_ITERATIONS * square(iterations)
                + WEIGHT_PATCH * square(patch)
                + WEIGHT_WIDTH * square(width)
                + WEIGHT_BATCH * square(batch);
    }

    List<String> inWords() {
        List<String> words = new ArrayList<>();
        add(words, iterations, "fewer training iterations");
        add(words, patch, "fewer voxels in a patch");
        add(words, width, "fewer channels");
        add(words, batch, "fewer patches in a batch");
        return words;
    }

    List<Fact> facts() {
        return List.of(
                Fact.of("halvings of the iterations", iterations, ""),
                Fact.of("halvings of the patch volume", patch, ""),
                Fact.of("halvings of the width", width, ""),
                Fact.of("halvings of the batch", batch, ""),
                Fact.of("penalty (rule of thumb)", penalty(), ""));
    }

    private static void add(List<String> words, double halvings, String what) {
        if (halvings > VISIBLE) {
            words.add(String.format(Locale.ROOT, "%.3g times ", Math.pow(2, halvings)) + what);
        }
    }

    /** More than the full plan costs nothing and earns nothing. */
    private static double square(double halvings) {
        return halvings <= 0 ? 0 : halvings * halvings;
    }
}
