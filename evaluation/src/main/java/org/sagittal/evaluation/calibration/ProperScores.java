package org.sagittal.evaluation.calibration;

import java.util.Arrays;
import org.sagittal.evaluation.Score;

/**
 * Scores that are best, on average, for whoever states the true probabilities.
 *
 * <p>Reference: Gneiting and Raftery, Strictly proper scoring rules, JASA 102:359 (2007).
 */
public final class ProperScores {
    /** MetricsReloaded adds this before the logarithm. */
    private static final double SLACK = 1e-10;

    private ProperScores() {}

    /**
     * Brier score: the mean over samples of the squared differences, summed over all classes (twice the binary form for two).
     *
     * @param forecasts any number of classes
     * @return 0 to 2, 0 is best
     */
    public static Score brier(Forecasts forecasts) {
        double sum = 0;
        for (int i = 0; i < forecasts.samples(); i++) {
            for (int k = 0; k < forecasts.classes(); k++) {
                double difference = forecasts.is(i, k) - forecasts.p(i, k);
                sum += difference * difference;
            }
        }
        return Score.of(sum / forecasts.samples());
    }

    /**
     * The root of the Brier score.
     *
     * @param forecasts any number of classes
     * @return 0 is best
     */
    public static Score rootBrier(Forecasts forecasts) {
        return Score.of(Math.sqrt(brier(forecasts).orNaN()));
    }

    /**
     * The mean logarithm of the probability, plus 1e-10, of what came true.
     *
     * @param forecasts any number of classes
     * @return 0 is best, below it is worse
     */
    public static Score logarithmic(Forecasts forecasts) {
        double sum = 0;
        for (int i = 0; i < forecasts.samples(); i++) {
            sum += Math.log(forecasts.p(i, forecasts.label(i)) + SLACK);
        }
        return Score.of(sum / forecasts.samples());
    }

    /**
     * The mean negative logarithm of the probability of what came true.
     *
     * @param forecasts any number of classes
     * @return 0 is best; infinite if something came true that was called impossible
     */
    public static Score negativeLogLikelihood(Forecasts forecasts) {
        double sum = 0;
        for (int i = 0; i < forecasts.samples(); i++) {
            sum -= Math.log(forecasts.p(i, forecasts.label(i)));
        }
        return Score.of(sum / forecasts.samples());
    }

    /**
     * MetricsReloaded's top-label error: the root mean square of the difference between the largest probability and how often that class
     * occurs at all. It is another thing than {@link ReliabilityBins#topLabel}.
     *
     * @param forecasts any number of classes
     * @return 0 is best; undefined if a class never occurs
     */
    public static Score topLabelError(Forecasts forecasts) {
        double[] share = new double[forecasts.classes()];
        for (int label : forecasts.labels()) {
            share[label] += 1.0 / forecasts.samples();
        }
        if (Arrays.stream(share).anyMatch(s -> s == 0)) {
            return Score.undefined("a class never occurs");
        }
        double sum = 0;
        for (int i = 0; i < forecasts.samples(); i++) {
            int top = forecasts.top(i);
            double difference = share[top] - forecasts.p(i, top);
            sum += difference * difference;
        }
        return Score.of(Math.sqrt(sum / forecasts.samples()));
    }
}
