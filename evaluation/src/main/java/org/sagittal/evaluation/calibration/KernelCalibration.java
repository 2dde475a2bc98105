package org.sagittal.evaluation.calibration;

import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.statistics.GammaFunction;
import org.sagittal.evaluation.statistics.Percentiles;

/**
 * Calibration errors without bins: samples near each other in probability vouch for each other. The time grows with the square of the
 * samples.
 */
public final class KernelCalibration {
    private static final double BANDWIDTH = 0.5;

    private KernelCalibration() {}

    /**
     * Kernel calibration error: over all pairs, the product of their residuals weighted by exp(-distance / median distance). The median is
     * taken over all ordered pairs, each sample with itself included, as MetricsReloaded does.
     *
     * <p>Reference: Widmann et al., Calibration tests in multi-class classification (2019).
     *
     * @param forecasts at least two samples
     * @return around 0 for calibrated forecasts, of either sign; undefined if most probabilities are alike
     */
    public static Score error(Forecasts forecasts) {
        int n = forecasts.samples();
        double[] distances = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i * n + j] = distance(forecasts, i, j);
            }
        }
        double bandwidth = Percentiles.median(distances);
        if (n < 2 || bandwidth == 0) {
            return Score.undefined("most samples have the same probabilities");
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.exp(-distances[i * n + j] / bandwidth) * residuals(forecasts, i, j);
            }
        }
        return Score.of(2 * sum / ((double) n * (n - 1)));
    }

    private static double distance(Forecasts forecasts, int i, int j) {
        double sum = 0;
        for (int k = 0; k < forecasts.classes(); k++) {
            double difference = forecasts.p(i, k) - forecasts.p(j, k);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double residuals(Forecasts forecasts, int i, int j) {
        double sum = 0;
        for (int k = 0; k < forecasts.classes(); k++) {
            sum += (forecasts.is(i, k) - forecasts.p(i, k)) * (forecasts.is(j, k) - forecasts.p(j, k));
        }
        return sum;
    }

    /**
     * Expected calibration error by Dirichlet kernels of bandwidth 0.5, each sample left out of its own estimate.
     *
     * <p>Reference: Popordanoska et al., A consistent and differentiable Lp canonical calibration error estimator (2022).
     *
     * @param forecasts at least two samples
     * @return 0 is best; undefined if a probability is 0 or 1, where the kernel has no density
     */
    public static Score expected(Forecasts forecasts) {
        for (double[] row : forecasts.probabilities()) {
            for (double p : row) {
                if (p == 0 || p == 1) {
                    return Score.undefined("a probability is 0 or 1, where the kernel has no density");
                }
            }
        }
        double sum = 0;
        for (int j = 0; j < forecasts.samples(); j++) {
            sum += gap(forecasts, j);
        }
        return Score.of(sum / forecasts.samples());
    }

    private static double gap(Forecasts forecasts, int j) {
        double[] came = new double[forecasts.classes()];
        double norm = 0;
        for (int i = 0; i < forecasts.samples(); i++) {
            if (i != j) {
                double weight = kernel(forecasts, i, j);
                came[forecasts.label(i)] += weight;
                norm += weight;
            }
        }
        double squares = 0;
        for (int k = 0; k < came.length; k++) {
            double difference = came[k] / norm - forecasts.p(j, k);
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    /** The Dirichlet density around sample i at sample j. */
    private static double kernel(Forecasts forecasts, int i, int j) {
        double alphas = 0;
        double log = 0;
        for (int k = 0; k < forecasts.classes(); k++) {
            double alpha = forecasts.p(i, k) / BANDWIDTH + 1;
            alphas += alpha;
            log += (alpha - 1) * Math.log(forecasts.p(j, k)) - GammaFunction.log(alpha);
        }
        return Math.exp(log + GammaFunction.log(alphas));
    }
}
