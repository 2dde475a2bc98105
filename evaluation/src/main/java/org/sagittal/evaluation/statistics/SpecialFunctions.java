package org.sagittal.evaluation.statistics;

/**
 * Distribution functions that tests need beside the normal one.
 *
 * <p>Reference: Abramowitz and Stegun 6.5.29 and 6.5.31 (incomplete gamma), 26.5.8 (incomplete beta).
 */
final class SpecialFunctions {
    private static final double TINY = 1e-300;
    private static final double ENOUGH = 1e-16;
    private static final int MOST_STEPS = 10_000;

    private SpecialFunctions() {}

    /** The probability that a chi-square variable is above x. */
    static double chiSquareSurvival(double x, double degrees) {
        return x <= 0 ? 1 : upperGamma(degrees / 2, x / 2);
    }

    private static double upperGamma(double a, double x) {
        double front = Math.exp(-x + a * Math.log(x) - GammaFunction.log(a));
        if (x < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int n = 1; n < MOST_STEPS && Math.abs(term) > ENOUGH * Math.abs(sum); n++) {
                term *= x / (a + n);
                sum += term;
            }
            return 1 - front * sum;
        }
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < MOST_STEPS; i++) {
            double an = -i * (i - a);
            b += 2;
            d = 1 / nonZero(an * d + b);
            c = nonZero(b + an / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < ENOUGH) {
                break;
            }
        }
        return front * h;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** The probability that a variable of Student's t distribution is farther from 0 than t. */
    static double studentTwoSided(double t, double degrees) {
        return Double.isInfinite(t) ? 0 : incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
    }

    /** The regularised incomplete beta function. */
    private static double incompleteBeta(double a, double b, double x) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - incompleteBeta(b, a, 1 - x);
        }
        double front = Math.exp(GammaFunction.log(a + b)
                - GammaFunction.log(a)
                - GammaFunction.log(b)
                + a * Math.log(x)
                + b * Math.log(1 - x));
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < MOST_STEPS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < ENOUGH) {
                break;
            }
        }
        return front * h / a;
    }

    /**
     * The probability that the range of n standard normal variables is above q (the studentized range with infinite degrees of
     * freedom): 1 - n times the integral of density(z) (Phi(z) - Phi(z - q))^(n - 1).
     */
    static double rangeSurvival(double q, int n) {
        if (q <= 0) {
            return 1;
        }
        int steps = 2000;
        double low = -8;
        double high = 8 + q;
        double width = (high - low) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double z = low + i * width;
            double inside = NormalDistribution.cumulative(z) - NormalDistribution.cumulative(z - q);
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * NormalDistribution.density(z) * Math.pow(inside, n - 1);
        }
        return Math.max(0, 1 - n * sum * width / 3);
    }

    /** The range that is passed with a probability. */
    static double rangeQuantile(double survival, int n) {
        double low = 0;
        double high = 40;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (rangeSurvival(middle, n) > survival) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
