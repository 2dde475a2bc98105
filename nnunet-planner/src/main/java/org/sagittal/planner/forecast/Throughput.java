package org.sagittal.planner.forecast;

import java.util.Collections;
import java.util.List;
import org.sagittal.models.unet.NetworkSpec;

/**
 * How fast a machine trains, in floating-point operations of {@link NetworkCost#trainingFlops()} a second. Slices and volumes run
 * at different speeds, so there are two numbers.
 *
 * @param flopsPerSecond2d for 2D networks
 * @param flopsPerSecond3d for 3D networks
 * @param basis where the numbers come from, e.g. {@code measured on this machine}
 */
public record Throughput(double flopsPerSecond2d, double flopsPerSecond3d, String basis) {
    private static final int BATCH = 2;
    private static final List<Integer> FEATURES = List.of(32, 64, 128, 256);

    /** Refuses speeds that are not positive. */
    public Throughput {
        if (!(flopsPerSecond2d > 0)
                || !(flopsPerSecond3d > 0)
                || !Double.isFinite(flopsPerSecond2d + flopsPerSecond3d)) {
            throw new IllegalArgumentException("flopsPerSecond must be positive and finite, got " + flopsPerSecond2d
                    + " (2D) and " + flopsPerSecond3d + " (3D)");
        }
        if (basis.isBlank()) {
            throw new IllegalArgumentException("basis must say where the numbers come from, got blank");
        }
    }

    /**
     * A speed somebody states, the same for slices and volumes.
     *
     * @param flopsPerSecond floating-point operations a second
     * @param basis where it comes from
     * @return the throughput
     */
    public static Throughput assumed(double flopsPerSecond, String basis) {
        return new Throughput(flopsPerSecond, flopsPerSecond, basis);
    }

    /**
     * Measures a machine on two small plain networks of nnU-Net's width: 4 stages on 40^3 voxels and on 160^2 pixels, batch 2.
     *
     * @param probe what times a step
     * @return the throughput
     */
    public static Throughput measure(ThroughputProbe probe) {
        return new Throughput(
                speed(probe, 2, List.of(160, 160)), speed(probe, 3, List.of(40, 40, 40)), "measured on this machine");
    }

    private static double speed(ThroughputProbe probe, int dimensions, List<Integer> patch) {
        int stages = FEATURES.size();
        List<Integer> ones = Collections.nCopies(dimensions, 1);
        List<Integer> twos = Collections.nCopies(dimensions, 2);
        NetworkSpec network = new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                1,
                2,
                FEATURES,
                Collections.nCopies(stages, Collections.nCopies(dimensions, 3)),
                List.of(ones, twos, twos, twos),
                Collections.nCopies(stages, 2),
                Collections.nCopies(stages - 1, 2));
        double seconds = probe.secondsPerTrainingStep(network, patch, BATCH);
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("secondsPerTrainingStep must be positive, got " + seconds);
        }
        return BATCH * NetworkCost.of(network, patch).trainingFlops() / seconds;
    }

    /**
     * The speed for networks of a dimension.
     *
     * @param dimensions 2 or 3
     * @return floating-point operations a second
     */
    public double flopsPerSecond(int dimensions) {
        return dimensions == 2 ? flopsPerSecond2d : flopsPerSecond3d;
    }
}
