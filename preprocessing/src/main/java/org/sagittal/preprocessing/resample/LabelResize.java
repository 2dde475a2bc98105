package org.sagittal.preprocessing.resample;

import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A label array to another shape: each label's indicator is interpolated linearly and the largest value wins. Labels that draw level
 * are decided by the nearest voxel if its label is among them, else the smallest wins.
 *
 * <p>All indicators at once: the value of a label is the sum of the weights of those of the 8 corners that carry it. Weights are
 * ((1 * z) * y) * x and are added with x fastest, in the order SciPy does, so that what is level there is level here. A separate axis
 * resampled by order 0 is an axis whose corners coincide.
 *
 * <p>Reference: batchgenerators 0.25.5, {@code resize_segmentation}; nnU-Net v2, {@code resample_data_or_seg}.
 */
final class LabelResize {
    private static final long PARALLEL_VOXELS = 1 << 19;

    private final LabelVoxels labels;
    private final Shape out;
    private final LinearTaps[] taps = new LinearTaps[3];
    private final int[][] nearest = new int[3][];

    private LabelResize(LabelVoxels labels, Shape out, int[] orders) {
        this.labels = labels;
        this.out = out;
        for (int axis = 0; axis < 3; axis++) {
            int from = labels.shape().axis(axis);
            taps[axis] = LinearTaps.of(from, out.axis(axis), orders[axis]);
            nearest[axis] = LinearTaps.of(from, out.axis(axis), 0).low();
        }
    }

    /**
     * Resizes a label array.
     *
     * @param labels (z, y, x)
     * @param out wanted extents
     * @param spec orders, 0 or 1
     * @param separate axis treated apart
     * @return (z, y, x) of the wanted extents
     */
    static LabelVoxels resize(LabelVoxels labels, Shape out, ResamplingSpec spec, OptionalInt separate) {
        if (labels.shape().equals(out)) {
            return labels;
        }
        if (spec.order() > 1 || spec.orderZ() > 1) {
            throw new IllegalArgumentException("labels are resampled with order 0 or 1, got order " + spec.order()
                    + " and orderZ " + spec.orderZ());
        }
        int[] orders = {spec.order(), spec.order(), spec.order()};
        if (separate.isEmpty()) {
            return new LabelResize(labels, out, orders).run();
        }
        int axis = separate.getAsInt();
        orders[axis] = 0;
        if (spec.orderZ() == 0) {
            return new LabelResize(labels, out, orders).run();
        }
        int[] between = out.toArray();
        between[axis] = labels.shape().axis(axis);
        LabelVoxels planes = new LabelResize(labels, Shape.of(between), orders).run();
        return between[axis] == out.axis(axis) ? planes : majority(planes, out, axis);
    }

    private LabelVoxels run() {
        short[][] slices = new short[out.z()][out.sliceVoxels()];
        each(out, z -> {
            Row row = new Row();
            for (int y = 0; y < out.y(); y++) {
                row.fill(z, y, slices[z]);
            }
        });
        return LabelVoxels.of(out, slices);
    }

    private static void each(Shape out, IntConsumer work) {
        IntStream range = IntStream.range(0, out.z());
        (out.voxels() > PARALLEL_VOXELS ? range.parallel() : range).forEach(work);
    }

    /**
     * Old plans' rule along a separate axis of order 1: a label is written where more than half of the weight is its own, and 0 where
     * no label has that.
     */
    private static LabelVoxels majority(LabelVoxels planes, Shape out, int axis) {
        LinearTaps t = LinearTaps.of(planes.shape().axis(axis), out.axis(axis), 1);
        short[][] slices = new short[out.z()][out.sliceVoxels()];
        int[] at = new int[3];
        for (at[0] = 0; at[0] < out.z(); at[0]++) {
            for (at[1] = 0; at[1] < out.y(); at[1]++) {
                for (at[2] = 0; at[2] < out.x(); at[2]++) {
                    int o = at[axis];
                    short low = neighbour(planes, at, axis, t.low()[o]);
                    short high = neighbour(planes, at, axis, t.high()[o]);
                    double fraction = t.fraction()[o];
                    short winner = fraction > 0.5 ? high : 1 - fraction > 0.5 ? low : 0;
                    slices[at[0]][at[1] * out.x() + at[2]] = low == high ? low : winner;
                }
            }
        }
        return LabelVoxels.of(out, slices);
    }

    private static short neighbour(LabelVoxels planes, int[] at, int axis, int index) {
        return planes.at(axis == 0 ? index : at[0], axis == 1 ? index : at[1], axis == 2 ? index : at[2]);
    }

    /** The corners of one output row, and room to sum up weights. */
    private final class Row {
        private final int width = labels.shape().x();
        private final boolean[] uniform = new boolean[width];
        private final short[][] slices = new short[4][];
        private final int[] starts = new int[4];
        private final double[] yz = new double[4];
        private final short[] found = new short[8];
        private final double[] sums = new double[8];

        void fill(int z, int y, short[] into) {
            open(z, y);
            int[] low = taps[2].low();
            int[] high = taps[2].high();
            short[] first = slices[0];
            int at = y * out.x();
            for (int x = 0; x < low.length; x++) {
                short label = first[starts[0] + low[x]];
                boolean one = uniform[low[x]] && uniform[high[x]] && first[starts[0] + high[x]] == label;
                into[at + x] = one ? label : vote(z, y, x);
            }
        }

        private void open(int z, int y) {
            int[] zs = {taps[0].low()[z], taps[0].high()[z]};
            int[] ys = {taps[1].low()[y], taps[1].high()[y]};
            double fz = taps[0].fraction()[z];
            double fy = taps[1].fraction()[y];
            for (int corner = 0; corner < 4; corner++) {
                slices[corner] = labels.slice(zs[corner >> 1]);
                starts[corner] = ys[corner & 1] * width;
                yz[corner] = (corner >> 1 == 0 ? 1 - fz : fz) * ((corner & 1) == 0 ? 1 - fy : fy);
            }
            for (int x = 0; x < width; x++) {
                short label = slices[0][starts[0] + x];
                uniform[x] = slices[1][starts[1] + x] == label
                        && slices[2][starts[2] + x] == label
                        && slices[3][starts[3] + x] == label;
            }
        }

        private short vote(int z, int y, int x) {
            double fx = taps[2].fraction()[x];
            int low = taps[2].low()[x];
            int high = taps[2].high()[x];
            int count = 0;
            for (int corner = 0; corner < 4; corner++) {
                count = add(slices[corner][starts[corner] + low], yz[corner] * (1 - fx), count);
                count = add(slices[corner][starts[corner] + high], yz[corner] * fx, count);
            }
            short nearestLabel = labels.slice(nearest[0][z])[nearest[1][y] * width + nearest[2][x]];
            return winner(count, nearestLabel);
        }

        private int add(short label, double weight, int count) {
            for (int i = 0; i < count; i++) {
                if (found[i] == label) {
                    sums[i] += weight;
                    return count;
                }
            }
            found[count] = label;
            sums[count] = weight;
            return count + 1;
        }

        private short winner(int count, short nearestLabel) {
            int best = 0;
            for (int i = 1; i < count; i++) {
                if (sums[i] > sums[best] || sums[i] == sums[best] && found[i] < found[best]) {
                    best = i;
                }
            }
            for (int i = 0; i < count; i++) {
                if (found[i] == nearestLabel && sums[i] == sums[best]) {
                    return nearestLabel;
                }
            }
            return found[best];
        }
    }
}
