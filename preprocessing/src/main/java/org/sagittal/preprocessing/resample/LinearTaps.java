package org.sagittal.preprocessing.resample;

/**
 * The two neighbours of each output position along one axis: value(o) = (1 - fraction) * value(low) + fraction * value(high).
 *
 * @param low index of the lower neighbour
 * @param high index of the upper neighbour
 * @param fraction weight of the upper neighbour
 */
record LinearTaps(int[] low, int[] high, double[] fraction) {
    /**
     * The neighbours of one axis.
     *
     * @param in voxels before
     * @param out voxels after
     * @param order 0: both are the nearest voxel; 1: the voxels below and above, borders replicated
     * @return one entry per output position
     */
    static LinearTaps of(int in, int out, int order) {
        LinearTaps taps = new LinearTaps(new int[out], new int[out], new double[out]);
        for (int o = 0; o < out; o++) {
            if (order == 0) {
                taps.low[o] = AxisMap.nearest(in, out, o);
                taps.high[o] = taps.low[o];
                continue;
            }
            double c = AxisMap.position(in, out, o);
            int floor = (int) Math.floor(c);
            taps.low[o] = Math.max(floor, 0);
            taps.high[o] = Math.min(floor + 1, in - 1);
            taps.fraction[o] = c - floor;
            // A neighbour that counts for nothing is not waited for.
            taps.high[o] = taps.fraction[o] == 0 ? taps.low[o] : taps.high[o];
        }
        return taps;
    }

    /**
     * The neighbours of a stretch of output positions, counted from the first one that it needs, {@code low()[from]}.
     *
     * @param from first output position
     * @param to the one after the last
     * @return one entry per position of the stretch
     */
    LinearTaps part(int from, int to) {
        LinearTaps part = new LinearTaps(new int[to - from], new int[to - from], new double[to - from]);
        for (int o = from; o < to; o++) {
            part.low[o - from] = low[o] - low[from];
            part.high[o - from] = high[o] - low[from];
            part.fraction[o - from] = fraction[o];
        }
        return part;
    }
}
