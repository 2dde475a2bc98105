package org.sagittal.preprocessing.resample;

import java.util.OptionalInt;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * A resized array slice by slice, without the rest of it: output slice o is (1 - w) * a + w * b, where a and b are the input slices {@link
 * #low} and {@link #high} resized in their planes. So many classes are decoded at full resolution in little memory. Orders 0 and 1 only,
 * since a cubic spline needs whole lines.
 *
 * <p>nnU-Net interpolates the eight corners in float64; here each axis is interpolated in turn in float32, which differs by rounding only.
 * Immutable; any number of threads may use one.
 */
public final class LinearSlices {
    private final Box source;
    private final Shape out;
    private final LinearTaps z;
    private final LinearTaps y;
    private final LinearTaps x;

    private LinearSlices(Box source, LinearTaps z, LinearTaps y, LinearTaps x) {
        this.source = source;
        this.z = z;
        this.y = y;
        this.x = x;
        this.out = new Shape(z.low().length, y.low().length, x.low().length);
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
    public static LinearSlices of(Shape in, Shape out, Spacing current, Spacing target, ResamplingSpec spec) {
        if (!possible(spec)) {
            throw new IllegalArgumentException("slices are resampled with order 0 or 1, got order " + spec.order()
                    + " and orderZ " + spec.orderZ());
        }
        int[] orders = {spec.order(), spec.order(), spec.order()};
        OptionalInt separate = SeparateAxis.of(spec, current, target);
        separate.ifPresent(axis -> orders[axis] = spec.orderZ());
        return new LinearSlices(
                Box.of(in),
                LinearTaps.of(in.z(), out.z(), orders[0]),
                LinearTaps.of(in.y(), out.y(), orders[1]),
                LinearTaps.of(in.x(), out.x(), orders[2]));
    }

    /**
     * Whether slices can be made one by one.
     *
     * @param spec orders
     * @return false if a degree reaches further than the neighbours
     */
    public static boolean possible(ResamplingSpec spec) {
        return spec.order() <= 1 && spec.orderZ() <= 1;
    }

    /**
     * A part of the result from no more input than it needs.
     *
     * @param target a box of {@link #outShape()}
     * @return the plan for the target, from slices of its {@link #source()}
     */
    public LinearSlices part(Box target) {
        if (target.equals(Box.of(out))) {
            return this;
        }
        Box needed = new Box(
                z.low()[target.startZ()],
                y.low()[target.startY()],
                x.low()[target.startX()],
                z.high()[target.endZ() - 1] + 1,
                y.high()[target.endY() - 1] + 1,
                x.high()[target.endX() - 1] + 1);
        return new LinearSlices(
                needed,
                z.part(target.startZ(), target.endZ()),
                y.part(target.startY(), target.endY()),
                x.part(target.startX(), target.endX()));
    }

    /**
     * Which part of the input the result is made of.
     *
     * @return a box of the input
     */
    public Box source() {
        return source;
    }

    /**
     * Extents of the result.
     *
     * @return (z, y, x)
     */
    public Shape outShape() {
        return out;
    }

    /**
     * The first of the two input slices an output slice is made of.
     *
     * @param o output slice
     * @return a slice of the source
     */
    public int low(int o) {
        return z.low()[o];
    }

    /**
     * The second of the two input slices an output slice is made of.
     *
     * @param o output slice
     * @return a slice of the source, {@link #low} or the next
     */
    public int high(int o) {
        return z.high()[o];
    }

    /**
     * Resizes one slice in its plane.
     *
     * @param plane (y * x) of the source
     * @param into (y * x) of the result, overwritten
     */
    public void resize(float[] plane, float[] into) {
        int width = source.shape().x();
        if (source.shape().y() == out.y() && width == out.x()) {
            System.arraycopy(plane, 0, into, 0, plane.length);
            return;
        }
        float[] row = new float[width];
        for (int line = 0; line < out.y(); line++) {
            int a = y.low()[line] * width;
            int b = y.high()[line] * width;
            float weight = (float) y.fraction()[line];
            for (int i = 0; i < width; i++) {
                row[i] = plane[a + i] + (plane[b + i] - plane[a + i]) * weight;
            }
            alongX(row, into, line * out.x());
        }
    }

    private void alongX(float[] row, float[] into, int at) {
        int[] low = x.low();
        int[] high = x.high();
        double[] fraction = x.fraction();
        for (int i = 0; i < low.length; i++) {
            float a = row[low[i]];
            into[at + i] = a + (row[high[i]] - a) * (float) fraction[i];
        }
    }

    /**
     * Mixes two slices that were resized in their planes.
     *
     * @param o output slice
     * @param low what became of input slice {@link #low}
     * @param high what became of input slice {@link #high}
     * @param into (y * x) of the result, overwritten
     */
    public void mix(int o, float[] low, float[] high, float[] into) {
        float weight = (float) z.fraction()[o];
        for (int i = 0; i < into.length; i++) {
            into[i] = low[i] + (high[i] - low[i]) * weight;
        }
    }
}
