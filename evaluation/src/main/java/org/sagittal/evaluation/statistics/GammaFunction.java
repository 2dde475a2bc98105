package org.sagittal.evaluation.statistics;

/**
 * The gamma function, to about 1e-15.
 *
 * <p>Reference: NIST Digital Library of Mathematical Functions, 5.11.1 (Stirling's series) and 5.5.1 (recurrence).
 */
public final class GammaFunction {
    /** Coefficients of Stirling's series, B(2k) / (2k (2k - 1)). */
    private static final double[] STIRLING = {
        1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0, 1 / 156.0, -3617 / 122400.0
    };

    private GammaFunction() {}

    /**
     * The natural logarithm of the gamma function: the argument is moved up to where Stirling's series is exact, then back.
     *
     * @param x above 0
     * @return ln Gamma(x)
     */
    public static double log(double x) {
        double shift = 0;
        double y = x;
        while (y < 15) {
            shift += Math.log(y);
            y++;
        }
        double series = 0;
        double power = y;
        for (double coefficient : STIRLING) {
            series += coefficient / power;
            power *= y * y;
        }
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
