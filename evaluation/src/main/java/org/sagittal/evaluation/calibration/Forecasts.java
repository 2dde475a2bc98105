package org.sagittal.evaluation.calibration;

import java.util.Arrays;

/**
 * Probabilities of K classes for N samples, and what came true.
 *
 * @param probabilities (N, K), each 0 to 1, rows summing to 1
 * @param labels (N) classes 0..K-1
 */
public record Forecasts(double[][] probabilities, int[] labels) {
    /** Takes copies and refuses what is no probability or no class. */
    public Forecasts {
        if (probabilities.length == 0 || probabilities.length != labels.length) {
            throw new IllegalArgumentException("probabilities and labels must number the same and at least 1, got "
                    + probabilities.length + " and " + labels.length);
        }
        probabilities = Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
        labels = labels.clone();
        int classes = probabilities[0].length;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes || probabilities[i].length != classes) {
                throw new IllegalArgumentException("label of sample " + i + " must lie in 0.." + (classes - 1)
                        + " and have " + classes + " probabilities, got " + labels[i] + " and "
                        + probabilities[i].length);
            }
            for (double p : probabilities[i]) {
                if (!(p >= 0 && p <= 1)) {
                    throw new IllegalArgumentException("probability of sample " + i + " must lie in 0..1, got " + p);
                }
            }
        }
    }

    /**
     * The forecasts of a binary task.
     *
     * @param ofOne (N) probabilities of class 1
     * @param labels (N) 0 or 1
     * @return forecasts of two classes
     */
    public static Forecasts binary(double[] ofOne, int[] labels) {
        return new Forecasts(
                Arrays.stream(ofOne).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new), labels);
    }

    @Override
    public double[][] probabilities() {
        return Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    /** What came true for a sample. */
    int label(int sample) {
        return labels[sample];
    }

    /** How many samples. */
    int samples() {
        return labels.length;
    }

    /** How many classes. */
    int classes() {
        return probabilities[0].length;
    }

    /** The probability of a class for a sample. */
    double p(int sample, int label) {
        return probabilities[sample][label];
    }

    /** Whether a sample is of a class. */
    int is(int sample, int label) {
        return labels[sample] == label ? 1 : 0;
    }

    /** The class with the largest probability, the first of equal ones. */
    int top(int sample) {
        int top = 0;
        for (int k = 1; k < classes(); k++) {
            top = p(sample, k) > p(sample, top) ? k : top;
        }
        return top;
    }
}
