package org.sagittal.models.training;

/**
 * How long a training lasts and how fast it learns: the rate of epoch e is {@code initial * (1 - e / epochs)^0.9}.
 *
 * <p>Reference: nnU-Net's polynomial schedule, stepped once an epoch.
 *
 * @param epochs number of epochs
 * @param iterations training batches an epoch
 * @param validationIterations validation batches an epoch
 * @param initialLearningRate rate of epoch 0
 */
public record Schedule(int epochs, int iterations, int validationIterations, double initialLearningRate) {
    private static final double EXPONENT = 0.9;

    /** Refuses counts below one and rates that are not positive. */
    public Schedule {
        requirePositive("epochs", epochs);
        requirePositive("iterations", iterations);
        requirePositive("validationIterations", validationIterations);
        if (!(initialLearningRate > 0) || !Double.isFinite(initialLearningRate)) {
            throw new IllegalArgumentException(
                    "initialLearningRate must be positive and finite, got " + initialLearningRate);
        }
    }

    /**
     * What nnU-Net does: 1000 epochs of 250 iterations, 50 validation iterations, rate 0.01.
     *
     * @return the default schedule
     */
    public static Schedule nnunet() {
        return new Schedule(1000, 250, 50, 0.01);
    }

    /**
     * The rate that holds during one epoch.
     *
     * @param epoch 0 to epochs - 1
     * @return the learning rate
     * @throws IllegalArgumentException if there is no such epoch
     */
    public double learningRate(int epoch) {
        if (epoch < 0 || epoch >= epochs) {
            throw new IllegalArgumentException("epoch must be in [0, " + epochs + "), got " + epoch);
        }
        return initialLearningRate * Math.pow(1 - (double) epoch / epochs, EXPONENT);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
