package org.sagittal.preprocessing.normalize;

/**
 * v -> (min(max(v, lower), upper) - mean) / max(deviation, 1e-8), with numbers of the whole training set's foreground.
 *
 * @param mean mean foreground intensity
 * @param deviation standard deviation of the foreground intensities
 * @param lower their 0.5th percentile
 * @param upper their 99.5th percentile
 */
public record CtNormalization(double mean, double deviation, double lower, double upper) implements Normalization {
    /** Refuses numbers that are not finite, a negative deviation and crossed bounds. */
    public CtNormalization {
        if (!Double.isFinite(mean) || !Double.isFinite(lower) || !Double.isFinite(upper)) {
            throw new IllegalArgumentException("CT normalisation needs finite mean and percentiles, got mean " + mean
                    + ", percentiles " + lower + " and " + upper);
        }
        if (!(deviation >= 0) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException(
                    "CT normalisation needs a finite deviation of at least 0, got " + deviation);
        }
        if (lower > upper) {
            throw new IllegalArgumentException(
                    "CT normalisation needs lower <= upper percentile, got " + lower + " and " + upper);
        }
    }

    @Override
    public void apply(float[][] slices, short[][] labels) {
        double perDeviation = 1 / Math.max(deviation, SMALLEST_DIVISOR);
        float low = (float) lower;
        float high = (float) upper;
        for (float[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                float clipped = Math.min(Math.max(slice[i], low), high);
                slice[i] = (float) ((clipped - mean) * perDeviation);
            }
        }
    }

    @Override
    public String nnunetName() {
        return "CTNormalization";
    }
}
