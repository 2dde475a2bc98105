package org.sagittal.evaluation.statistics;

/**
 * The standard normal distribution, to about 1e-15.
 *
 * <p>Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 (series) and 7.1.14 (continued fraction).
 */
final class NormalDistribution {
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    /** Beyond, the continued fraction converges fast; below, the series does. */
    private static final double SERIES_LIMIT = 3;

    private NormalDistribution() {}

    /** The probability of a value up to z. */
    static double cumulative(double z) {
        if (Double.isInfinite(z)) {
            return z > 0 ? 1 : 0;
        }
        if (Math.abs(z) < SERIES_LIMIT) {
            return 0.5 + density(z) * series(z);
        }
        double tail = density(z) * tailFraction(Math.abs(z));
        return z < 0 ? tail : 1 - tail;
    }

    /** The probability of a value above z, exact in the far tail where 1 - cumulative would round to 0. */
    static double survival(double z) {
        return cumulative(-z);
    }

    static double density(double z) {
        return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
    }

    /** z + z^3/3 + z^5/(3*5) + ... */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
            term *= z * z / odd;
            sum += term;
        }
        return sum;
    }

    /** 1/(z + 1/(z + 2/(z + 3/(z + ...)))), from the inside out. */
    private static double tailFraction(double z) {
        double fraction = z;
        for (int k = 200; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return 1 / fraction;
    }

    /** The value below which a probability lies; infinite at 0 and 1. */
    static double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must lie in 0..1, got " + probability);
        }
        if (probability == 0 || probability == 1) {
            return probability == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (probability > 0.5) {
            return -quantile(1 - probability);
        }
        // A crude start (Abramowitz and Stegun 26.2.23), then Halley steps, each of which triples the digits.
        double t = Math.sqrt(-2 * Math.log(probability));
        double z = -(t
                - (2.515517 + 0.802853 * t + 0.010328 * t * t)
                        / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t));
        for (int i = 0; i < 4; i++) {
            double error = (cumulative(z) - probability) / density(z);
            z -= error / (1 + 0.5 * z * error);
        }
        return z;
    }
}
