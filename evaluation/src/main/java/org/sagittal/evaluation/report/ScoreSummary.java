package org.sagittal.evaluation.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.statistics.Bootstrap;
import org.sagittal.evaluation.statistics.Interval;
import org.sagittal.evaluation.statistics.Percentiles;

/**
 * One score of one class over all cases. Nothing is dropped in silence: infinite and undefined values are counted beside the mean of
 * the finite ones.
 *
 * @param finite the finite values, in case order
 * @param infinite how many are infinite
 * @param undefined reason to how many do not exist
 * @param interval 95 % interval of the mean of the finite values, if there are at least two: bootstrap, or normal beyond 2000
 */
public record ScoreSummary(
        List<Double> finite, int infinite, Map<String, Integer> undefined, Optional<Interval> interval) {
    private static final int DRAWS = 1000;
    private static final long SEED = 20240917;
    private static final double LEVEL = 0.95;

    /** Beyond, the mean's distribution is normal to any digit one would print, and drawing it would take long. */
    private static final int MOST_DRAWN = 2000;

    private static final double NORMAL_97_5 = 1.959963984540054;

    /** Takes copies. */
    public ScoreSummary {
        finite = List.copyOf(finite);
        undefined = Collections.unmodifiableMap(new TreeMap<>(undefined));
    }

    /**
     * Sums up scores.
     *
     * @param scores one a case
     * @return the summary
     */
    static ScoreSummary of(List<Score> scores) {
        return of(scores, new HashMap<>());
    }

    /** The same, with samples by number of cases that were drawn before. */
    static ScoreSummary of(List<Score> scores, Map<Integer, Bootstrap> drawn) {
        Map<String, Integer> undefined = new TreeMap<>();
        scores.stream()
                .filter(score -> !score.isDefined())
                .forEach(score -> undefined.merge(score.reason(), 1, Integer::sum));
        List<Double> defined =
                scores.stream().filter(Score::isDefined).map(Score::orNaN).toList();
        List<Double> finite = defined.stream().filter(Double::isFinite).toList();
        return new ScoreSummary(finite, defined.size() - finite.size(), undefined, intervalOf(array(finite), drawn));
    }

    private static Optional<Interval> intervalOf(double[] values, Map<Integer, Bootstrap> drawn) {
        if (values.length < 2) {
            return Optional.empty();
        }
        if (values.length > MOST_DRAWN) {
            double mean = mean(values);
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            double half = NORMAL_97_5 * Math.sqrt(squares / (values.length - 1) / values.length);
            return Optional.of(new Interval(mean - half, mean + half, LEVEL));
        }
        return Optional.of(drawn.computeIfAbsent(values.length, count -> Bootstrap.draw(count, DRAWS, SEED))
                .interval(values, ScoreSummary::mean, Bootstrap.Method.PERCENTILE, LEVEL));
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * The mean of the finite values.
     *
     * @return undefined if there are none
     */
    public Score mean() {
        return finite.isEmpty() ? Score.undefined("no finite value") : Score.of(mean(array(finite)));
    }

    /**
     * A percentile of the finite values.
     *
     * @param percent 0 to 100
     * @return undefined if there are none
     */
    public Score percentile(double percent) {
        return finite.isEmpty()
                ? Score.undefined("no finite value")
                : Score.of(Percentiles.linear(array(finite), percent));
    }

    /**
     * How many cases have no value.
     *
     * @return the sum over all reasons
     */
    public int undefinedCount() {
        return undefined.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * The summary as JSON.
     *
     * @return an object with n, infinite, undefined, mean, median, interval, min, max and quartiles
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("n", finite.size());
        node.put("infinite", infinite);
        ObjectNode reasons = node.putObject("undefined");
        undefined.forEach(reasons::put);
        node.set("mean", mean().toJson());
        interval.ifPresent(i -> node.putObject("mean_interval")
                .put("low", i.low())
                .put("high", i.high())
                .put("level", i.level())
                .put("method", finite.size() > MOST_DRAWN ? "normal" : "percentile bootstrap, " + DRAWS + " draws"));
        node.set("median", percentile(50).toJson());
        node.set("min", percentile(0).toJson());
        node.set("percentile_25", percentile(25).toJson());
        node.set("percentile_75", percentile(75).toJson());
        node.set("max", percentile(100).toJson());
        return node;
    }
}
