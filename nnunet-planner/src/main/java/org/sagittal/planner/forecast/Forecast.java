package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * What one fold of a configuration will take.
 *
 * <p>Peak memory is an estimate for training on the processor: every activation of the batch kept once in float32, weights with
 * gradient and momentum, a tenth more for what the way back needs for a moment, and 1 GB for the program. Time leaves out
 * preprocessing and assumes that batches are ready when they are wanted.
 *
 * @param workload the training
 * @param cost its network's cost on one patch
 * @param peakRamBytes main memory while training on the processor
 * @param secondsPerIteration one training iteration
 * @param trainingHours the epochs
 * @param finalHours predicting the held-out cases afterwards
 * @param storeBytes disk for the preprocessed cases
 */
public record Forecast(
        Workload workload,
        NetworkCost cost,
        double peakRamBytes,
        double secondsPerIteration,
        double trainingHours,
        double finalHours,
        double storeBytes) {
    private static final double BYTES_PER_FLOAT = 4;
    private static final double COPIES_OF_A_WEIGHT = 3;
    private static final double FOR_A_MOMENT = 1.1;
    private static final double PROGRAM_BYTES = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * Forecasts every configuration of a plan that can be trained.
     *
     * @param plans the plans
     * @param fingerprint the dataset's cases
     * @param dataset its description
     * @param throughput the machine's speed
     * @return one forecast per trainable configuration, in the plan's order
     */
    public static List<Forecast> of(
            Plans plans, DatasetFingerprint fingerprint, DatasetDescription dataset, Throughput throughput) {
        return plans.configurationNames().stream()
                .filter(name ->
                        plans.configuration(name).architecture().strides().size() > 1)
                .map(name -> of(
                        Workload.of(plans, name, dataset),
                        throughput,
                        StoreSize.bytes(fingerprint, plans.transposeForward(), plans.configuration(name))))
                .toList();
    }

    /**
     * Forecasts one fold.
     *
     * @param workload the training
     * @param throughput the machine's speed
     * @param storeBytes disk for the preprocessed cases
     * @return time, memory and disk
     */
    public static Forecast of(Workload workload, Throughput throughput, double storeBytes) {
        return of(workload, NetworkCost.of(workload.network(), workload.patch()), throughput, storeBytes);
    }

    /**
     * Forecasts one fold of a network whose cost is known already.
     *
     * @param workload the training
     * @param cost its network's cost on the patch
     * @param throughput the machine's speed
     * @param storeBytes disk for the preprocessed cases
     * @return time, memory and disk
     */
    public static Forecast of(Workload workload, NetworkCost cost, Throughput throughput, double storeBytes) {
        Speed speed = throughput.of(workload.network().dimensions());
        double kept = workload.batch() * cost.activations() * BYTES_PER_FLOAT;
        double weights = COPIES_OF_A_WEIGHT * cost.parameters() * BYTES_PER_FLOAT;
        return new Forecast(
                workload,
                cost,
                FOR_A_MOMENT * (kept + weights) + PROGRAM_BYTES,
                workload.batch() * speed.trainingSeconds(cost),
                workload.trainingSeconds(cost, speed) / SECONDS_PER_HOUR,
                workload.finalSeconds(cost, speed) / SECONDS_PER_HOUR,
                storeBytes);
    }

    /**
     * Training and final validation together.
     *
     * @return hours of one fold
     */
    public double hours() {
        return trainingHours + finalHours;
    }
}
