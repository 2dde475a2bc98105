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
        }
        return taps;
    }
}
