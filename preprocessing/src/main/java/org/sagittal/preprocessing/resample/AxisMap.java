package org.sagittal.preprocessing.resample;

/**
 * How output positions along one axis are made of input positions: o -> sum of weight * coefficient over 1, 2 or 4 neighbours of c(o) =
 * (in / out) * (o + 0.5) - 0.5, voxel centre on voxel centre, borders replicated.
 *
 * <p>For order 3 the coefficients are those of the interpolating cubic B-spline: a recursive filter with the pole sqrt(3) - 2, run
 * forth and back (M. Unser, "Splines: a perfect fit for signal and image processing", IEEE Signal Processing Magazine 1999). SciPy
 * extends the line by 12 replicated voxels and filters from there; here the constant extension is summed in closed form, which differs
 * by less than 1e-13.
 *
 * <p>The filter works on blocks of lines: {@link #blockLength()} rows of {@code width} lanes, so that neighbouring lines run through
 * the recursion side by side.
 */
final class AxisMap {
    /** Replicated voxels kept before and after a line, enough for four neighbours of any position. */
    static final int MARGIN = 2;

    private static final double POLE = Math.sqrt(3) - 2;

    private final int in;
    private final int out;
    private final int order;
    private final int taps;
    private final int[] base;
    private final double[] weights;

    private AxisMap(int in, int out, int order) {
        this.in = in;
        this.out = out;
        this.order = order;
        this.taps = order + 1;
        this.base = new int[out];
        this.weights = new double[out * taps];
    }

    /**
     * The map of one axis.
     *
     * @param in voxels before
     * @param out voxels after
     * @param order 0, 1 or 3
     * @return the map
     */
    static AxisMap of(int in, int out, int order) {
        // Every order maps a line to its own length by leaving it as it is.
        AxisMap map = new AxisMap(in, out, in == out ? 0 : order);
        for (int o = 0; o < out; o++) {
            map.place(o, position(in, out, o));
        }
        return map;
    }

    /**
     * Where the centre of an output voxel lies among the input voxels. The order of operations decides which voxel is nearest when
     * the centre falls between two, so it is SciPy's.
     *
     * @param in voxels before
     * @param out voxels after
     * @param o output position
     * @return a position in [-0.5, in - 0.5]
     */
    static double position(int in, int out, int o) {
        double scale = (double) in / out;
        return scale * (o + 0.5) - 0.5;
    }

    /**
     * The input voxel whose centre is nearest, the upper one of two.
     *
     * @param in voxels before
     * @param out voxels after
     * @param o output position
     * @return 0..in-1
     */
    static int nearest(int in, int out, int o) {
        return Math.min(Math.max((int) Math.floor(position(in, out, o) + 0.5), 0), in - 1);
    }

    private void place(int o, double c) {
        if (order == 0) {
            base[o] = MARGIN + nearest(in, out, o);
            weights[o] = 1;
            return;
        }
        int floor = (int) Math.floor(c);
        double t = c - floor;
        if (order == 1) {
            base[o] = MARGIN + floor;
            weights[2 * o] = 1 - t;
            weights[2 * o + 1] = t;
            return;
        }
        base[o] = MARGIN + floor - 1;
        // The basis times 6; the filter in turn leaves out its gain of 6.
        double u = 1 - t;
        weights[4 * o] = u * u * u;
        weights[4 * o + 1] = 4 + t * t * (3 * t - 6);
        weights[4 * o + 2] = 4 + u * u * (3 * u - 6);
        weights[4 * o + 3] = t * t * t;
    }

    /**
     * Neighbouring lines, or a stretch of each: rows of values that stand one after another along the axis, one value a line.
     *
     * @param block (rows, width)
     * @param width lines
     * @param firstRow which row of the lines with their margins is the block's first
     */
    record Lines(double[] block, int width, int firstRow) {}

    int in() {
        return in;
    }

    int out() {
        return out;
    }

    /** How many neighbours an output position has. */
    int taps() {
        return taps;
    }

    /** The first neighbour of an output position, a row of the line with its margins. */
    int base(int o) {
        return base[o];
    }

    /** Whether the output is the input, as every order maps a line to its own length. */
    boolean identity() {
        return in == out;
    }

    /** Whether values have to become spline coefficients first. */
    boolean recursive() {
        return order == 3;
    }

    /** Rows of a block of lines: the line and its margins. */
    int blockLength() {
        return in + 2 * MARGIN;
    }

    /**
     * Fills the margins of whole lines that stand at rows MARGIN.. and turns values into spline coefficients.
     *
     * @param lines changed in place
     */
    void prepare(Lines lines) {
        double[] block = lines.block;
        int width = lines.width;
        for (int m = 0; m < MARGIN; m++) {
            System.arraycopy(block, MARGIN * width, block, m * width, width);
            System.arraycopy(block, (in + MARGIN - 1) * width, block, (in + MARGIN + m) * width, width);
        }
        if (recursive()) {
            sumForward(lines, 0);
            sumBackward(lines);
        }
    }

    /**
     * The filter's way forth: every value gets what is before it, fading.
     *
     * @param lines changed in place
     * @param from the first row that is still a value; rows before it are sums already
     */
    void sumForward(Lines lines, int from) {
        double[] block = lines.block;
        int width = lines.width;
        int start = (from - lines.firstRow) * width;
        if (from == 0) {
            for (int lane = 0; lane < width; lane++) {
                block[lane] /= 1 - POLE;
            }
            start = width;
        }
        for (int i = start; i < block.length; i++) {
            block[i] += POLE * block[i - width];
        }
    }

    /**
     * The filter's way back, begun at the last row as if its value went on for ever.
     *
     * @param lines forward sums, changed in place to coefficients without the gain of 6
     */
    void sumBackward(Lines lines) {
        double[] block = lines.block;
        int width = lines.width;
        int last = block.length - width;
        // Beyond the last voxel the forward sums decay towards their steady value; their weighted sum is a geometric
        // series.
        for (int lane = 0; lane < width; lane++) {
            double sum = block[last + lane];
            double steady = (sum - POLE * block[last - width + lane]) / (1 - POLE);
            double excess = sum - steady;
            block[last + lane] = -POLE * (steady / (1 - POLE) + excess / (1 - POLE * POLE));
        }
        for (int i = last - 1; i >= 0; i--) {
            block[i] = POLE * (block[i + width] - block[i]);
        }
    }

    /**
     * One output position of all lanes.
     *
     * @param lines coefficients
     * @param o output position, whose neighbours are among the rows
     * @param into written from {@code at}
     * @param at first index
     */
    void evaluate(Lines lines, int o, double[] into, int at) {
        double[] block = lines.block;
        int width = lines.width;
        int b = (base[o] - lines.firstRow) * width;
        if (taps == 1) {
            System.arraycopy(block, b, into, at, width);
        } else if (taps == 2) {
            double w0 = weights[2 * o];
            double w1 = weights[2 * o + 1];
            for (int i = 0; i < width; i++) {
                into[at + i] = w0 * block[b + i] + w1 * block[b + width + i];
            }
        } else {
            evaluateCubic(lines, o, into, at);
        }
    }

    private void evaluateCubic(Lines lines, int o, double[] into, int at) {
        double[] block = lines.block;
        int width = lines.width;
        double w0 = weights[4 * o];
        double w1 = weights[4 * o + 1];
        double w2 = weights[4 * o + 2];
        double w3 = weights[4 * o + 3];
        int b0 = (base[o] - lines.firstRow) * width;
        int b1 = b0 + width;
        int b2 = b1 + width;
        int b3 = b2 + width;
        for (int i = 0; i < width; i++) {
            into[at + i] = w0 * block[b0 + i] + w1 * block[b1 + i] + (w2 * block[b2 + i] + w3 * block[b3 + i]);
        }
    }

    /**
     * All output positions of one lane.
     *
     * @param lines coefficients of whole lines
     * @param lane which
     * @param into written from {@code at}
     * @param at first index
     */
    void evaluateLane(Lines lines, int lane, double[] into, int at) {
        double[] block = lines.block;
        int width = lines.width;
        for (int o = 0; o < out; o++) {
            int b = base[o] * width + lane;
            double sum = weights[taps * o] * block[b];
            if (taps == 4) {
                sum += weights[4 * o + 1] * block[b + width];
                sum += weights[4 * o + 2] * block[b + 2 * width] + weights[4 * o + 3] * block[b + 3 * width];
            } else if (taps == 2) {
                sum += weights[2 * o + 1] * block[b + width];
            }
            into[at + o] = sum;
        }
    }
}
