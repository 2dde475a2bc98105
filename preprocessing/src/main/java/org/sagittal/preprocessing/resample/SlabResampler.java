package org.sagittal.preprocessing.resample;

import java.util.OptionalInt;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * Slices [z0, z1) of a resized array without the rest of it: what makes it possible to decode many classes at full resolution in little
 * memory. Orders 0 and 1 only, since a cubic spline needs whole lines. The values are those of {@link Resampling#resizeData}, up to
 * rounding in float64.
 *
 * <p>Immutable; any number of threads may use one.
 */
public final class SlabResampler {
    private final Shape in;
    private final Shape out;
    private final LinearTaps z;
    private final LinearTaps y;
    private final LinearTaps x;

    private SlabResampler(Shape in, Shape out, int[] orders) {
        this.in = in;
        this.out = out;
        this.z = LinearTaps.of(in.z(), out.z(), orders[0]);
        this.y = LinearTaps.of(in.y(), out.y(), orders[1]);
        this.x = LinearTaps.of(in.x(), out.x(), orders[2]);
    }

    /**
     * Plans the resizing of arrays of one shape.
     *
     * @param in extents before
     * @param out extents after
     * @param current spacing before
     * @param target spacing after
     * @param spec orders, each 0 or 1
     * @return the plan
     */
    public static SlabResampler of(Shape in, Shape out, Spacing current, Spacing target, ResamplingSpec spec) {
        if (spec.order() > 1 || spec.orderZ() > 1) {
            throw new IllegalArgumentException("slabs are resampled with order 0 or 1, got order " + spec.order()
                    + " and orderZ " + spec.orderZ());
        }
        int[] orders = {spec.order(), spec.order(), spec.order()};
        OptionalInt separate = SeparateAxis.of(spec, current, target);
        separate.ifPresent(axis -> orders[axis] = spec.orderZ());
        return new SlabResampler(in, out, orders);
    }

    /**
     * Extents of the whole result.
     *
     * @return (z, y, x)
     */
    public Shape outShape() {
        return out;
    }

    /**
     * Resizes some slices of one channel.
     *
     * @param channel the whole input, of the shape planned for
     * @param from first slice of the result
     * @param to slice after the last
     * @param into (to - from, y, x), x fastest, filled from index 0
     */
    public void resample(FloatVoxels channel, int from, int to, float[] into) {
        run(channel, from, to, into, false);
    }

    /**
     * Resizes some slices of one channel and rounds each value to float16, ties to even, as nnU-Net's float16 logits are.
     *
     * @param channel the whole input, of the shape planned for
     * @param from first slice of the result
     * @param to slice after the last
     * @param into (to - from, y, x), x fastest, filled from index 0
     */
    public void resampleToHalf(FloatVoxels channel, int from, int to, float[] into) {
        run(channel, from, to, into, true);
    }

    private void run(FloatVoxels channel, int from, int to, float[] into, boolean half) {
        if (!channel.shape().equals(in)) {
            throw new IllegalArgumentException(
                    "channel must have the planned shape " + in + ", got " + channel.shape());
        }
        if (from < 0 || to > out.z() || from >= to || into.length < (long) (to - from) * out.sliceVoxels()) {
            throw new IllegalArgumentException("slab must lie in 0.." + out.z() + " and fit its array, got [" + from
                    + ", " + to + ") for " + into.length + " values");
        }
        double[] plane = new double[in.sliceVoxels()];
        double[] row = new double[in.x()];
        for (int slice = from; slice < to; slice++) {
            blend(channel.slice(z.low()[slice]), channel.slice(z.high()[slice]), z.fraction()[slice], plane);
            for (int line = 0; line < out.y(); line++) {
                blend(plane, y.low()[line] * in.x(), y.high()[line] * in.x(), y.fraction()[line], row);
                int at = ((slice - from) * out.y() + line) * out.x();
                if (half) {
                    halves(row, into, at);
                } else {
                    floats(row, into, at);
                }
            }
        }
    }

    private static void blend(float[] low, float[] high, double fraction, double[] into) {
        double rest = 1 - fraction;
        for (int i = 0; i < into.length; i++) {
            into[i] = rest * low[i] + fraction * high[i];
        }
    }

    private static void blend(double[] plane, int low, int high, double fraction, double[] into) {
        double rest = 1 - fraction;
        for (int i = 0; i < into.length; i++) {
            into[i] = rest * plane[low + i] + fraction * plane[high + i];
        }
    }

    private void floats(double[] row, float[] into, int at) {
        int[] low = x.low();
        int[] high = x.high();
        double[] fraction = x.fraction();
        for (int i = 0; i < low.length; i++) {
            double f = fraction[i];
            into[at + i] = (float) ((1 - f) * row[low[i]] + f * row[high[i]]);
        }
    }

    private void halves(double[] row, float[] into, int at) {
        int[] low = x.low();
        int[] high = x.high();
        double[] fraction = x.fraction();
        for (int i = 0; i < low.length; i++) {
            double f = fraction[i];
            into[at + i] = half((1 - f) * row[low[i]] + f * row[high[i]]);
        }
    }

    /** The nearest binary16 number, in one rounding from float64. */
    static float half(double value) {
        double magnitude = Math.abs(value);
        if (!(magnitude < 65520)) {
            return Double.isNaN(value) ? Float.NaN : (float) Math.copySign(Double.POSITIVE_INFINITY, value);
        }
        if (magnitude < 0x1p-14) {
            return (float) (Math.rint(value * 0x1p24) * 0x1p-24);
        }
        long bits = Double.doubleToRawLongBits(value);
        long rounded = bits + ((1L << 41) - 1) + (bits >>> 42 & 1) & -(1L << 42);
        return (float) Double.longBitsToDouble(rounded);
    }
}
