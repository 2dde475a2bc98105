package org.sagittal.planner.forecast;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sagittal.models.unet.NetworkSpec;

/**
 * How fast a machine trains. Slices and volumes run at different speeds, so there are two.
 *
 * @param slices speed of 2D networks
 * @param volumes speed of 3D networks
 * @param basis where the numbers come from, e.g. {@code measured on this machine}
 */
public record Throughput(Speed slices, Speed volumes, String basis) {
    private static final int BATCH = 2;
    private static final int STAGES = 4;
    private static final int WIDE = 32;
    private static final int NARROW = 8;

    /** Refuses numbers from nowhere. */
    public Throughput {
        if (basis.isBlank()) {
            throw new IllegalArgumentException("basis must say where the numbers come from, got blank");
        }
    }

    /**
     * A speed somebody states, the same for slices and volumes.
     *
     * @param flopsPerSecond floating-point operations of training a second
     * @param basis where it comes from
     * @return the throughput
     */
    public static Throughput assumed(double flopsPerSecond, String basis) {
        return new Throughput(Speed.assumed(flopsPerSecond), Speed.assumed(flopsPerSecond), basis);
    }

    /**
     * Measures a machine on four plain networks of 4 stages, batch 2: with 32 channels on 40^3 voxels and 160^2 pixels, with 8
     * channels on 64^3 voxels and 512^2 pixels.
     *
     * @param probe what times a step
     * @return the throughput
     */
    public static Throughput measure(ThroughputProbe probe) {
        return new Throughput(speed(probe, 2, 160, 512), speed(probe, 3, 40, 64), "measured on this machine");
    }

    private static Speed speed(ThroughputProbe probe, int dimensions, int wideEdge, int narrowEdge) {
        NetworkSpec wide = network(dimensions, WIDE);
        NetworkSpec narrow = network(dimensions, NARROW);
        List<Integer> widePatch = Collections.nCopies(dimensions, wideEdge);
        List<Integer> narrowPatch = Collections.nCopies(dimensions, narrowEdge);
        return Speed.explaining(
                NetworkCost.of(wide, widePatch),
                seconds(probe, wide, widePatch),
                NetworkCost.of(narrow, narrowPatch),
                seconds(probe, narrow, narrowPatch));
    }

    private static double seconds(ThroughputProbe probe, NetworkSpec network, List<Integer> patch) {
        double seconds = probe.secondsPerTrainingStep(network, patch, BATCH);
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("secondsPerTrainingStep must be positive, got " + seconds);
        }
        return seconds / BATCH;
    }

    private static NetworkSpec network(int dimensions, int channels) {
        List<Integer> ones = Collections.nCopies(dimensions, 1);
        List<Integer> twos = Collections.nCopies(dimensions, 2);
        return new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                1,
                2,
                IntStream.range(0, STAGES).mapToObj(stage -> channels << stage).toList(),
                Collections.nCopies(STAGES, Collections.nCopies(dimensions, 3)),
                List.of(ones, twos, twos, twos),
                Collections.nCopies(STAGES, 2),
                Collections.nCopies(STAGES - 1, 2));
    }

    /**
     * The speed for networks of a dimension.
     *
     * @param dimensions 2 or 3
     * @return slices or volumes
     */
    public Speed of(int dimensions) {
        return dimensions == 2 ? slices : volumes;
    }
}
