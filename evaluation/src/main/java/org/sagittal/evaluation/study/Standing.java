package org.sagittal.evaluation.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.sagittal.evaluation.statistics.Interval;

/**
 * How one contender did.
 *
 * @param name who
 * @param mean of the fold means, each fold as heavy as the others, over all repeats
 * @param interval 95 % bootstrap interval of the mean over cases
 * @param foldMeans (repeats, folds) mean of each training
 * @param foldSpread standard deviation of its folds' means (n - 1); nothing of a single fold
 * @param repeatSpread standard deviation of its repeats' means (n - 1); nothing of a single repeat
 */
public record Standing(
        String name,
        double mean,
        Interval interval,
        List<List<Double>> foldMeans,
        OptionalDouble foldSpread,
        OptionalDouble repeatSpread) {
    /** Takes copies. */
    public Standing {
        foldMeans = foldMeans.stream().map(List::copyOf).toList();
    }

    static Standing of(Study study, int contender, Interval interval) {
        double[][] means = new double[study.repeats(contender)][];
        for (int r = 0; r < means.length; r++) {
            int repeat = r;
            means[r] = study.folds().stream()
                    .mapToDouble(fold -> study.foldMean(contender, repeat, fold))
                    .toArray();
        }
        double[] ofRepeats = Arrays.stream(means).mapToDouble(Study::mean).toArray();
        double[] ofFolds = new double[means[0].length];
        for (int f = 0; f < ofFolds.length; f++) {
            int fold = f;
            ofFolds[f] = Study.mean(
                    Arrays.stream(means).mapToDouble(repeat -> repeat[fold]).toArray());
        }
        return new Standing(
                study.names().get(contender),
                Study.mean(ofRepeats),
                interval,
                Arrays.stream(means)
                        .map(repeat -> Arrays.stream(repeat).boxed().toList())
                        .toList(),
                spread(ofFolds),
                spread(ofRepeats));
    }

    private static OptionalDouble spread(double[] means) {
        return means.length < 2 ? OptionalDouble.empty() : OptionalDouble.of(Study.deviation(means));
    }

    /**
     * Fold means over repeats.
     *
     * @return one a fold
     */
    public double[] meansOfFolds() {
        double[] means = new double[foldMeans.get(0).size()];
        Arrays.setAll(
                means,
                f -> Study.mean(
                        foldMeans.stream().mapToDouble(repeat -> repeat.get(f)).toArray()));
        return means;
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name).put("mean", mean);
        node.set("interval", json(interval));
        ArrayNode folds = node.putArray("fold_means");
        foldMeans.forEach(repeat -> repeat.forEach(folds.addArray()::add));
        foldSpread.ifPresent(spread -> node.put("spread_over_folds", spread));
        repeatSpread.ifPresent(spread -> node.put("spread_over_repeats", spread));
        return node;
    }

    static ObjectNode json(Interval interval) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("low", interval.low())
                .put("high", interval.high())
                .put("level", interval.level());
    }
}
