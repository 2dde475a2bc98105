package org.sagittal.planner.forecast;

import org.sagittal.models.unet.NetworkSpec;

/**
 * What training one fold of a configuration will take.
 *
 * <p>Peak memory is an estimate for training on the processor: every activation of the batch kept once in float32, weights with gradient
 * and momentum, a tenth more for what the way back needs for a moment, and 1 GB for the program. On five networks (plain and residual, 2D
 * and 3D, 0.9 to 1.7 GB) PyTorch 2.7.1 grew by 0.93 to 1.07 times that without the program.
 *
 * @param workload the training
 * @param cost its network's cost on one patch
 * @param peakRamBytes main memory while training on the processor
 * @param secondsPerIteration one training iteration
 * @param hours the whole training, without preprocessing and final validation
 */
public record Forecast(
        Workload workload, NetworkCost cost, double peakRamBytes, double secondsPerIteration, double hours) {
    private static final double BYTES_PER_FLOAT = 4;
    private static final double COPIES_OF_A_WEIGHT = 3;
    private static final double FOR_A_MOMENT = 1.1;
    private static final double PROGRAM_BYTES = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * Forecasts a training.
     *
     * @param workload the training
     * @param throughput the machine's speed
     * @return time and memory
     */
    public static Forecast of(Workload workload, Throughput throughput) {
        NetworkSpec network = workload.network();
        NetworkCost cost = NetworkCost.of(network, workload.patch());
        double speed = throughput.flopsPerSecond(network.dimensions());
        double kept = workload.batch() * cost.activations() * BYTES_PER_FLOAT;
        double weights = COPIES_OF_A_WEIGHT * cost.parameters() * BYTES_PER_FLOAT;
        return new Forecast(
                workload,
                cost,
                FOR_A_MOMENT * (kept + weights) + PROGRAM_BYTES,
                workload.flopsPerIteration(cost) / speed,
                workload.flops(cost) / speed / SECONDS_PER_HOUR);
    }
}
