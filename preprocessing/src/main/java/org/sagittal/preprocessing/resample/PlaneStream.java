package org.sagittal.preprocessing.resample;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Resamples along z while planes come in: planes of float64 are asked for from z = 0 upwards, some at a time, and let go as soon as no output
 * needs them. So float64 lives in a few planes of a volume, not in all.
 *
 * <p>The forward sums of the spline filter run on from plane to plane. The backward sums should begin at the last plane; they begin {@value
 * #LOOKAHEAD} planes above the ones that are wanted instead, where what is left out has faded to (2 - sqrt(3))^24 = 2e-14 of the values.
 *
 * <p>Inside, columns are worked on in blocks that stay in a second-level cache, several threads at a time.
 */
final class PlaneStream {
    /** Planes between the coefficients that are used and the one where the backward sums begin. */
    private static final int LOOKAHEAD = 24;

    private static final int FEWEST_PLANES = 24;

    private static final int SMALL_DOUBLES = 1 << 22;

    private final AxisMap map;
    private final int columns;
    private final int chunk;
    private final boolean parallel;
    private final int lookahead;
    private final double[][] window;
    /** Rows of the line with its margins: [low, high) are at hand, those below summed already carry forward sums. */
    private int low;

    private int summed;
    private int high;
    private int emitted;

    /** Makes input planes; called from several threads, once for each. */
    @FunctionalInterface
    interface Source {
        double[] plane(int z);
    }

    /** Takes consecutive values of one output plane; called from several threads. */
    @FunctionalInterface
    interface Sink {
        void accept(int z, int from, double[] values, int count);
    }

    /**
     * A stream.
     *
     * @param map of the z axis
     * @param columns y * x of a plane
     * @param chunk planes taken in at a time, at least 1
     * @param parallel whether threads pay
     */
    PlaneStream(AxisMap map, int columns, int chunk, boolean parallel) {
        this.map = map;
        this.columns = columns;
        this.chunk = chunk;
        this.parallel = parallel;
        this.lookahead = map.recursive() ? LOOKAHEAD : 0;
        this.window = new double[map.in()][];
    }

    /**
     * How many planes are taken in at a time: the more the fewer are summed backward twice, but float64 planes cost memory.
     *
     * @param columns y * x of a plane
     */
    static int chunk(int columns) {
        return Math.max(FEWEST_PLANES, SMALL_DOUBLES / columns);
    }

    /**
     * Makes all output planes.
     *
     * @param source makes input planes (columns), which it must not keep
     * @param sink takes the output planes, block of columns by block of columns
     * @param finished told of output planes of which the sink has all; called from several threads
     */
    void run(Source source, Sink sink, IntConsumer finished) {
        for (int next = 0; next < map.in() && emitted < map.out(); ) {
            int first = next;
            next = Math.min(next + chunk, map.in());
            each(next - first, i -> window[first + i] = source.plane(first + i));
            high = next == map.in() ? map.blockLength() : next + AxisMap.MARGIN;
            int until = ready(high == map.blockLength() ? high : high - lookahead);
            int keep = until == map.out() ? high : map.base(until);
            blocks(until, keep, sink);
            int from = emitted;
            each(until - from, i -> finished.accept(from + i));
            emitted = until;
            summed = high;
            letGo(map.recursive() ? Math.min(keep, high - 1) : keep);
        }
    }

    private int ready(int rows) {
        int until = emitted;
        while (until < map.out() && map.base(until) + map.taps() <= rows) {
            until++;
        }
        return until;
    }

    private void letGo(int row) {
        for (int r = low; r < Math.min(row, high); r++) {
            int z = r - AxisMap.MARGIN;
            if (z >= 0 && z < map.in()) {
                window[z] = null;
            }
        }
        low = Math.min(row, high);
    }

    private void blocks(int until, int keep, Sink sink) {
        int rows = high - low;
        int lanes = Math.min(columns, Math.max(16, DataResize.BLOCK_DOUBLES / rows));
        each((columns + lanes - 1) / lanes, b -> {
            int from = b * lanes;
            int width = Math.min(lanes, columns - from);
            AxisMap.Lines lines = new AxisMap.Lines(new double[rows * width], width, low);
            gather(lines.block(), from, width);
            if (map.recursive()) {
                map.sumForward(lines, summed);
                if (high < map.blockLength()) {
                    giveBack(lines.block(), from, width, Math.min(keep, high - 1));
                }
                map.sumBackward(lines);
            }
            double[] values = new double[width];
            for (int o = emitted; o < until; o++) {
                map.evaluate(lines, o, values, 0);
                sink.accept(o, from, values, width);
            }
        });
    }

    private void gather(double[] block, int from, int width) {
        for (int row = low; row < high; row++) {
            int z = Math.min(Math.max(row - AxisMap.MARGIN, 0), map.in() - 1);
            System.arraycopy(window[z], from, block, (row - low) * width, width);
        }
    }

    /** Keeps forward sums for the next planes; blocks of columns do not touch each other's. */
    private void giveBack(double[] block, int from, int width, int keep) {
        for (int row = Math.max(Math.max(keep, summed), AxisMap.MARGIN); row < high; row++) {
            System.arraycopy(block, (row - low) * width, window[row - AxisMap.MARGIN], from, width);
        }
    }

    private void each(int count, IntConsumer work) {
        IntStream range = IntStream.range(0, count);
        (parallel ? range.parallel() : range).forEach(work);
    }
}
