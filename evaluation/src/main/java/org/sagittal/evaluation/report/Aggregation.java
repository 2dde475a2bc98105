package org.sagittal.evaluation.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.batch.GroupScores;
import org.sagittal.evaluation.statistics.Bootstrap;
import org.sagittal.evaluation.statistics.Interval;
import org.sagittal.evaluation.statistics.Percentiles;

/**
 * The scores of all cases, summed up. Unlike nnU-Net's foreground mean, the mean survives a class that never occurs: it is taken over the
 * classes that have a value, and the others are named.
 *
 * @param groups group key to score name to summary
 * @param meanDice mean over classes of their mean Dice over cases; undefined if no class has one
 * @param meanDiceFailedAsZero the same with 0 for every class of a case that could not be scored
 * @param meanDiceInterval 95 % bootstrap interval over cases
 * @param neverOccurring names of the classes without a single Dice
 */
public record Aggregation(
        Map<String, Map<String, ScoreSummary>> groups,
        Score meanDice,
        Score meanDiceFailedAsZero,
        Optional<Interval> meanDiceInterval,
        List<String> neverOccurring) {
    private static final int DRAWS = 1000;
    private static final long SEED = 20240917;
    private static final double LEVEL = 0.95;

    /** Takes copies. */
    public Aggregation {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        neverOccurring = List.copyOf(neverOccurring);
    }

    static Aggregation of(EvaluationReport report) {
        List<ScoredCase> cases = report.scored();
        Map<String, Map<String, ScoreSummary>> groups = new LinkedHashMap<>();
        List<String> never = new ArrayList<>();
        Map<Integer, Bootstrap> drawn = new HashMap<>();
        for (LabelGroup group : report.scheme().groups()) {
            Map<String, ScoreSummary> summaries = summaries(cases, group.key(), drawn);
            groups.put(group.key(), summaries);
            if (!summaries.containsKey("dice") || summaries.get("dice").finite().isEmpty()) {
                never.add(group.name());
            }
        }
        double[][] dice = diceTable(report);
        double mean = meanOverClasses(dice, identity(cases.size()));
        Score meanDice = Double.isNaN(mean) ? Score.undefined("no class occurs in any case") : Score.of(mean);
        Score failedAsZero = failedAsZero(meanDice, groups, report.failed().size());
        return new Aggregation(groups, meanDice, failedAsZero, interval(dice, cases.size()), never);
    }

    private static Score failedAsZero(Score meanDice, Map<String, Map<String, ScoreSummary>> groups, int failed) {
        if (!meanDice.isDefined() || failed == 0) {
            return meanDice;
        }
        return Score.of(groups.values().stream()
                .map(scores -> scores.get("dice"))
                .filter(Objects::nonNull)
                .filter(dice -> !dice.finite().isEmpty())
                .mapToDouble(dice -> dice.mean().orNaN()
                        * dice.finite().size()
                        / (dice.finite().size() + failed))
                .average()
                .orElseThrow());
    }

    private static Map<String, ScoreSummary> summaries(
            List<ScoredCase> cases, String key, Map<Integer, Bootstrap> drawn) {
        Set<String> names = new LinkedHashSet<>();
        cases.forEach(scored -> names.addAll(scores(scored, key).keySet()));
        Map<String, ScoreSummary> summaries = new LinkedHashMap<>();
        for (String name : names) {
            summaries.put(
                    name,
                    ScoreSummary.of(
                            cases.stream()
                                    .map(scored -> scores(scored, key).get(name))
                                    .filter(Objects::nonNull)
                                    .toList(),
                            drawn));
        }
        return summaries;
    }

    private static Map<String, Score> scores(ScoredCase scored, String key) {
        GroupScores group = scored.groups().get(key);
        return group == null ? Map.of() : group.scores();
    }

    /** Dice by (class, case), NaN where there is none. */
    private static double[][] diceTable(EvaluationReport report) {
        return report.scheme().groups().stream()
                .map(group -> report.scored().stream()
                        .mapToDouble(scored -> {
                            Score dice = scores(scored, group.key()).get("dice");
                            return dice == null ? Double.NaN : dice.orNaN();
                        })
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double meanOverClasses(double[][] dice, int[] sample) {
        double sum = 0;
        int classes = 0;
        for (double[] ofClass : dice) {
            double classSum = 0;
            int defined = 0;
            for (int index : sample) {
                if (!Double.isNaN(ofClass[index])) {
                    classSum += ofClass[index];
                    defined++;
                }
            }
            if (defined > 0) {
                sum += classSum / defined;
                classes++;
            }
        }
        return sum / classes;
    }

    private static int[] identity(int count) {
        int[] indexes = new int[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = i;
        }
        return indexes;
    }

    private static Optional<Interval> interval(double[][] dice, int cases) {
        if (cases < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int[] sample = new int[cases];
        double[] means = new double[DRAWS];
        int kept = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < cases; i++) {
                sample[i] = random.nextInt(cases);
            }
            double mean = meanOverClasses(dice, sample);
            if (!Double.isNaN(mean)) {
                means[kept++] = mean;
            }
        }
        if (kept < DRAWS / 2) {
            return Optional.empty();
        }
        double[] drawn = Arrays.copyOf(means, kept);
        double tail = 50 * (1 - LEVEL);
        return Optional.of(new Interval(Percentiles.linear(drawn, tail), Percentiles.linear(drawn, 100 - tail), LEVEL));
    }

    /**
     * The mean Dice of one case over the classes that have one there.
     *
     * @param scored the case
     * @return undefined if no class occurs in it
     */
    public static Score meanDiceOf(ScoredCase scored) {
        double[] defined = scored.groups().values().stream()
                .map(group -> group.scores().get("dice"))
                .filter(Objects::nonNull)
                .filter(Score::isDefined)
                .mapToDouble(Score::orNaN)
                .toArray();
        return defined.length == 0
                ? Score.undefined("no class occurs in this case")
                : Score.of(ScoreSummary.mean(defined));
    }

    /**
     * The aggregation as JSON.
     *
     * @return an object with mean_dice, its interval, never_occurring and groups
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("mean_dice", meanDice.toJson());
        node.set("mean_dice_failed_as_zero", meanDiceFailedAsZero.toJson());
        meanDiceInterval.ifPresent(i -> node.putObject("mean_dice_interval")
                .put("low", i.low())
                .put("high", i.high())
                .put("level", i.level())
                .put("method", "percentile bootstrap over cases")
                .put("draws", DRAWS));
        neverOccurring.forEach(node.putArray("never_occurring")::add);
        ObjectNode byGroup = node.putObject("groups");
        groups.forEach((key, summaries) -> {
            ObjectNode scores = byGroup.putObject(key);
            summaries.forEach((name, summary) -> scores.set(name, summary.toJson()));
        });
        return node;
    }
}
