package org.sagittal.models.inference;

import java.util.Arrays;

/**
 * Where the values of an output axis come from: out(o) = (1 - weight) * in(low) + weight * in(high), on voxel centres with replicated
 * borders.
 *
 * <p>Source position c = (in / out) * (o + 0.5) - 0.5; linear takes floor(c) and the next one, nearest takes floor(c + 0.5). The order of
 * the operations decides half-way cases and is nnU-Net's (nnunet.md 4.4).
 */
final class AxisMap {
    private final int[] low;
    private final int[] high;
    private final float[] weight;
    private final boolean identity;

    private AxisMap(int[] low, int[] high, float[] weight, boolean identity) {
        this.low = low;
        this.high = high;
        this.weight = weight;
        this.identity = identity;
    }

    /**
     * Maps an axis.
     *
     * @param in voxels before
     * @param out voxels after
     * @param order 0 nearest, 1 linear
     */
    static AxisMap of(int in, int out, int order) {
        int[] low = new int[out];
        int[] high = new int[out];
        float[] weight = new float[out];
        double scale = (double) in / out;
        for (int o = 0; o < out; o++) {
            double position = scale * (o + 0.5) - 0.5;
            if (order == 0) {
                low[o] = clamp((int) Math.floor(position + 0.5), in);
                high[o] = low[o];
            } else {
                int floor = (int) Math.floor(position);
                low[o] = clamp(floor, in);
                high[o] = clamp(floor + 1, in);
                weight[o] = low[o] == high[o] ? 0 : (float) (position - floor);
                // What counts for nothing is not waited for.
                high[o] = weight[o] == 0 ? low[o] : high[o];
            }
        }
        return new AxisMap(low, high, weight, in == out);
    }

    /**
     * The map of a stretch of outputs, whose inputs are counted from the first one that it needs, {@code low(from)}.
     *
     * @param from first output
     * @param to output after the last
     */
    AxisMap part(int from, int to) {
        int[] partLow = new int[to - from];
        int[] partHigh = new int[to - from];
        for (int o = from; o < to; o++) {
            partLow[o - from] = low[o] - low[from];
            partHigh[o - from] = high[o] - low[from];
        }
        return new AxisMap(partLow, partHigh, Arrays.copyOfRange(weight, from, to), identity);
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }

    int length() {
        return low.length;
    }

    int low(int out) {
        return low[out];
    }

    int high(int out) {
        return high[out];
    }

    float weight(int out) {
        return weight[out];
    }

    /** Whether output and input are the same, value for value. */
    boolean identity() {
        return identity;
    }
}
