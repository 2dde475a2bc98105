package org.sagittal.evaluation.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.statistics.Interval;

/**
 * Two contenders against each other. One counts as better only if three things hold: the difference of their means is larger than the spread,
 * the paired test over cases (Holm-adjusted over all pairs) is below 0.05, and both point the same way.
 *
 * @param first name
 * @param second name
 * @param difference mean of the first minus that of the second, over folds
 * @param interval 95 % bootstrap interval of the mean difference over cases
 * @param foldsWon folds in which the first's mean is above the second's
 * @param foldsLost folds in which it is below
 * @param spread what repeating the work moves a mean by: the root mean square of both contenders' standard deviations, over repeats where
 *     both have them, else over folds; nothing where there is neither
 * @param pValue two-sided Wilcoxon signed-rank test over cases, zeros after Pratt, ties share their mean rank; undefined if it has no answer
 * @param adjusted the same after Holm
 */
public record Pairing(
        String first,
        String second,
        double difference,
        Interval interval,
        int foldsWon,
        int foldsLost,
        OptionalDouble spread,
        Score pValue,
        Score adjusted) {
    private static final double LEVEL = 0.05;

    /** What may be said of two contenders. */
    public enum Verdict {
        /** The first is better. */
        FIRST,
        /** The second is better. */
        SECOND,
        /** Their difference is within the spread. */
        WITHIN_SPREAD,
        /** Their difference is beyond the spread, but cases do not confirm it. */
        UNCONFIRMED,
        /** One fold trained once shows no spread. */
        NO_SPREAD
    }

    /** The spread that two contenders are held against. */
    static OptionalDouble spreadOf(Standing first, Standing second) {
        boolean repeats =
                first.repeatSpread().isPresent() && second.repeatSpread().isPresent();
        OptionalDouble a = repeats ? first.repeatSpread() : first.foldSpread();
        OptionalDouble b = repeats ? second.repeatSpread() : second.foldSpread();
        return a.isEmpty() || b.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.sqrt((a.getAsDouble() * a.getAsDouble() + b.getAsDouble() * b.getAsDouble()) / 2));
    }

    /**
     * What may be said.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (spread.isEmpty()) {
            return Verdict.NO_SPREAD;
        }
        if (Math.abs(difference) <= spread.getAsDouble()) {
            return Verdict.WITHIN_SPREAD;
        }
        boolean sameWay = difference > 0 ? interval.low() > 0 : interval.high() < 0;
        if (!sameWay || adjusted.value().orElse(1) >= LEVEL) {
            return Verdict.UNCONFIRMED;
        }
        return difference > 0 ? Verdict.FIRST : Verdict.SECOND;
    }

    /**
     * The verdict with its reason.
     *
     * @return one sentence without a full stop
     */
    public String sentence() {
        String by = String.format(Locale.ROOT, "%.4f", Math.abs(difference));
        String around = spread.isPresent() ? String.format(Locale.ROOT, "%.4f", spread.getAsDouble()) : "";
        return switch (verdict()) {
            case FIRST -> first + " is better than " + second + ", by " + by + " where the spread is " + around;
            case SECOND -> second + " is better than " + first + ", by " + by + " where the spread is " + around;
            case WITHIN_SPREAD -> "no verdict: " + by + " lies within the spread of " + around;
            case UNCONFIRMED ->
                "no verdict: " + by + " lies beyond the spread of " + around + ", but the cases do not confirm it";
            case NO_SPREAD -> "no verdict: a single training shows no spread; train more folds or seeds";
        };
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("first", first).put("second", second).put("difference", difference);
        node.set("interval", Standing.json(interval));
        node.put("folds_won", foldsWon).put("folds_lost", foldsLost);
        spread.ifPresent(value -> node.put("spread", value));
        node.set("wilcoxon_p", pValue.toJson());
        node.set("holm_p", adjusted.toJson());
        node.put("verdict", verdict().name().toLowerCase(Locale.ROOT));
        return node.put("sentence", sentence());
    }
}
