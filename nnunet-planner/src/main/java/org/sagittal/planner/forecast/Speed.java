package org.sagittal.planner.forecast;

/**
 * How fast a machine trains networks of one dimension: seconds = operations / flopsPerSecond + activations / activationsPerSecond.
 *
 * <p>Operations alone would not do: convolutions of few channels, normalisations and copies wait for memory. Seven networks (8 to
 * 32 channels, plain and residual, 2D and 3D; libtorch 2.7.1, processor time of two threads on a busy machine) took 0.7 to 1.08
 * times the seconds these two terms predicted from {@link Throughput#measure}; one activation weighed as much as 1100 (2D) and
 * 4700 (3D) operations.
 *
 * @param flopsPerSecond floating-point operations of {@link NetworkCost#trainingFlops()} a second, if nothing waited for memory
 * @param activationsPerSecond elements of {@link NetworkCost#activations()} trained through a second, if arithmetic cost nothing
 */
public record Speed(double flopsPerSecond, double activationsPerSecond) {
    /** Operations that take as long as moving one activation through a training step, where nobody has measured. */
    private static final double FLOPS_PER_ACTIVATION = 2000;

    private static final double PASSES_OF_A_TRAINING_STEP = 3;

    /** Refuses speeds that are not positive; activations may be free (infinite). */
    public Speed {
        if (!(flopsPerSecond > 0) || Double.isInfinite(flopsPerSecond)) {
            throw new IllegalArgumentException("flopsPerSecond must be positive and finite, got " + flopsPerSecond);
        }
        if (!(activationsPerSecond > 0)) {
            throw new IllegalArgumentException("activationsPerSecond must be positive, got " + activationsPerSecond);
        }
    }

    /**
     * A speed of which only the arithmetic is known; memory is reckoned in the usual proportion.
     *
     * @param flopsPerSecond floating-point operations a second
     * @return the speed
     */
    public static Speed assumed(double flopsPerSecond) {
        return new Speed(flopsPerSecond, flopsPerSecond / FLOPS_PER_ACTIVATION);
    }

    /**
     * The speed that explains two measurements: of a wide network, which mostly calculates, and of a narrow one, which mostly
     * waits.
     *
     * @param wide cost of the wide network's step
     * @param wideSeconds its time
     * @param narrow cost of the narrow network's step
     * @param narrowSeconds its time
     * @return the speed; if noise leaves no such speed, the wide network's arithmetic with memory in the usual proportion
     */
    static Speed explaining(NetworkCost wide, double wideSeconds, NetworkCost narrow, double narrowSeconds) {
        double determinant = wide.trainingFlops() * narrow.activations() - narrow.trainingFlops() * wide.activations();
        double perFlop = (wideSeconds * narrow.activations() - narrowSeconds * wide.activations()) / determinant;
        double perActivation =
                (wide.trainingFlops() * narrowSeconds - narrow.trainingFlops() * wideSeconds) / determinant;
        if (perFlop > 0 && perActivation > 0) {
            return new Speed(1 / perFlop, 1 / perActivation);
        }
        double flops = wide.trainingFlops() + FLOPS_PER_ACTIVATION * wide.activations();
        return assumed(flops / wideSeconds);
    }

    /**
     * Seconds to learn from one patch.
     *
     * @param cost the network's cost on it
     * @return seconds of forward, backward and update
     */
    public double trainingSeconds(NetworkCost cost) {
        return cost.trainingFlops() / flopsPerSecond + cost.activations() / activationsPerSecond;
    }

    /**
     * Seconds to look at one patch.
     *
     * @param cost the network's cost on it
     * @return a third of the seconds to learn from it
     */
    public double forwardSeconds(NetworkCost cost) {
        return trainingSeconds(cost) / PASSES_OF_A_TRAINING_STEP;
    }
}
