package org.sagittal.preprocessing.resample;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * One array of intensities to another shape, axis after axis in float64: x and y while a slice is at hand, then z ({@link
 * PlaneStream}, so that few slices are float64 at a time), then the separate axis if there is one. The result is cut to the range of the input (with a separate axis: of each input slice, before the separate axis
 * is resampled), since cubic splines overshoot.
 *
 * <p>Lines run through the recursion in blocks that stay in a cache, each pass reading and writing rows in memory order; see {@code
 * PreprocessingBenchmark} beside the tests.
 */
final class DataResize {
    /** Lines side by side along x, where lanes have to be interleaved. */
    private static final int ROWS = 8;
    /** Doubles of a block of lines, so that it stays in a second-level cache. */
    static final int BLOCK_DOUBLES = 1 << 15;
    /** Below this many voxels threads cost more than they bring. */
    private static final long PARALLEL_VOXELS = 1 << 19;

    private final Shape in;
    private final Shape out;
    private final OptionalInt separate;
    private final int orderZ;
    private final AxisMap[] maps = new AxisMap[3];
    private final boolean parallel;

    private DataResize(Shape in, Shape out, ResamplingSpec spec, OptionalInt separate) {
        this.in = in;
        this.out = out;
        this.separate = separate;
        this.orderZ = spec.orderZ();
        for (int axis = 0; axis < 3; axis++) {
            boolean apart = separate.isPresent() && separate.getAsInt() == axis;
            maps[axis] = AxisMap.of(in.axis(axis), out.axis(axis), apart ? spec.orderZ() : spec.order());
        }
        this.parallel = Math.max(in.voxels(), out.voxels()) > PARALLEL_VOXELS;
    }

    /**
     * Resizes one array.
     *
     * @param voxels (z, y, x)
     * @param out wanted extents
     * @param spec orders
     * @param separate axis treated apart
     * @return (z, y, x) of the wanted extents
     */
    static FloatVoxels resize(FloatVoxels voxels, Shape out, ResamplingSpec spec, OptionalInt separate) {
        if (voxels.shape().equals(out)) {
            return voxels;
        }
        DataResize resize = new DataResize(voxels.shape(), out, spec, separate);
        return FloatVoxels.of(out, separate.isPresent() ? resize.apart(voxels) : resize.together(voxels));
    }

    private float[][] together(FloatVoxels voxels) {
        float[] range = range(voxels);
        return toFloats(z -> inPlane(voxels.slice(z), true, true), range[0], range[1]);
    }

    private float[][] toFloats(PlaneStream.Source planes, float least, float greatest) {
        float[][] result = new float[out.z()][out.sliceVoxels()];
        PlaneStream.Sink sink = (z, from, values, count) -> {
            float[] slice = result[z];
            for (int i = 0; i < count; i++) {
                slice[from + i] = (float) Math.min(Math.max(values[i], least), greatest);
            }
        };
        stream(out.sliceVoxels()).run(planes, sink, z -> {});
        return result;
    }

    private PlaneStream stream(int columns) {
        return new PlaneStream(maps[0], columns, PlaneStream.chunk(columns), parallel);
    }

    private float[][] apart(FloatVoxels voxels) {
        int axis = separate.getAsInt();
        if (axis == 0) {
            return orderZ == 0
                    ? nearestZ(voxels)
                    : toFloats(z -> clippedPlane(voxels.slice(z)), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
        }
        boolean unchanged = in.z() == out.z() && in.axis(3 - axis) == out.axis(3 - axis);
        double[][] ranges = unchanged ? null : ranges(voxels, axis);
        int columns = in.axis(axis) * out.axis(3 - axis);
        double[][] mid = new double[out.z()][];
        float[][] result = new float[out.z()][];
        PlaneStream.Sink sink =
                (z, from, values, count) -> System.arraycopy(values, 0, plane(mid, z, columns), from, count);
        stream(columns).run(z -> inPlane(voxels.slice(z), axis != 1, axis != 2), sink, z -> {
            if (!unchanged) {
                clip(mid[z], ranges, axis);
            }
            result[z] = floats(
                    axis == 1 ? alongY(mid[z], in.y(), out.x(), maps[1]) : alongX(mid[z], out.y(), in.x(), maps[2]));
            mid[z] = null;
        });
        return result;
    }

    private static double[] plane(double[][] planes, int z, int columns) {
        synchronized (planes) {
            if (planes[z] == null) {
                planes[z] = new double[columns];
            }
            return planes[z];
        }
    }

    private float[][] nearestZ(FloatVoxels voxels) {
        float[][] planes = new float[in.z()][];
        int[] source = new int[out.z()];
        for (int z = 0; z < source.length; z++) {
            source[z] = AxisMap.nearest(in.z(), out.z(), z);
            planes[source[z]] = voxels.slice(source[z]);
        }
        each(in.z(), z -> planes[z] = planes[z] == null ? null : floats(clippedPlane(planes[z])));
        float[][] result = new float[out.z()][];
        for (int z = 0; z < source.length; z++) {
            boolean again = z > 0 && source[z] == source[z - 1];
            result[z] = again ? planes[source[z]].clone() : planes[source[z]];
        }
        return result;
    }

    private double[] clippedPlane(float[] slice) {
        double[] plane = inPlane(slice, true, true);
        if (in.y() != out.y() || in.x() != out.x()) {
            clip(plane, sliceRange(slice));
        }
        return plane;
    }

    private double[] inPlane(float[] slice, boolean y, boolean x) {
        double[] plane = new double[slice.length];
        for (int i = 0; i < slice.length; i++) {
            plane[i] = slice[i];
        }
        int width = in.x();
        if (x && !maps[2].identity()) {
            plane = alongX(plane, in.y(), in.x(), maps[2]);
            width = out.x();
        }
        if (y && !maps[1].identity()) {
            plane = alongY(plane, in.y(), width, maps[1]);
        }
        return plane;
    }

    private static double[] alongX(double[] plane, int rows, int columns, AxisMap map) {
        double[] result = new double[rows * map.out()];
        double[] block = new double[map.blockLength() * ROWS];
        for (int y = 0; y < rows; y += ROWS) {
            int lanes = Math.min(ROWS, rows - y);
            for (int lane = 0; lane < lanes; lane++) {
                int from = (y + lane) * columns;
                int to = AxisMap.MARGIN * lanes + lane;
                for (int x = 0; x < columns; x++) {
                    block[to + x * lanes] = plane[from + x];
                }
            }
            AxisMap.Lines lines = new AxisMap.Lines(
                    lanes == ROWS ? block : Arrays.copyOf(block, map.blockLength() * lanes), lanes, 0);
            map.prepare(lines);
            for (int lane = 0; lane < lanes; lane++) {
                map.evaluateLane(lines, lane, result, (y + lane) * map.out());
            }
        }
        return result;
    }

    private static double[] alongY(double[] plane, int rows, int columns, AxisMap map) {
        double[] result = new double[map.out() * columns];
        int lanes = lanes(map, columns);
        for (int x = 0; x < columns; x += lanes) {
            int width = Math.min(lanes, columns - x);
            double[] block = new double[map.blockLength() * width];
            for (int y = 0; y < rows; y++) {
                System.arraycopy(plane, y * columns + x, block, (y + AxisMap.MARGIN) * width, width);
            }
            AxisMap.Lines lines = new AxisMap.Lines(block, width, 0);
            map.prepare(lines);
            for (int o = 0; o < map.out(); o++) {
                map.evaluate(lines, o, result, o * columns + x);
            }
        }
        return result;
    }

    private static int lanes(AxisMap map, int columns) {
        return Math.min(columns, Math.max(16, BLOCK_DOUBLES / map.blockLength()));
    }

    private void each(int count, IntConsumer work) {
        IntStream range = IntStream.range(0, count);
        (parallel ? range.parallel() : range).forEach(work);
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static float[] range(FloatVoxels voxels) {
        float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int z = 0; z < voxels.shape().z(); z++) {
            float[] one = sliceRange(voxels.slice(z));
            range[0] = Math.min(range[0], one[0]);
            range[1] = Math.max(range[1], one[1]);
        }
        return range;
    }

    private static float[] sliceRange(float[] slice) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : slice) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        return new float[] {low, high};
    }

    private static void clip(double[] values, float[] range) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i], range[0]), range[1]);
        }
    }

    /** Smallest and largest value of each plane across axis 1 or 2. */
    private static double[][] ranges(FloatVoxels voxels, int axis) {
        Shape shape = voxels.shape();
        double[][] ranges = new double[2][shape.axis(axis)];
        Arrays.fill(ranges[0], Double.POSITIVE_INFINITY);
        Arrays.fill(ranges[1], Double.NEGATIVE_INFINITY);
        for (int z = 0; z < shape.z(); z++) {
            float[] slice = voxels.slice(z);
            for (int i = 0; i < slice.length; i++) {
                int at = axis == 1 ? i / shape.x() : i % shape.x();
                ranges[0][at] = Math.min(ranges[0][at], slice[i]);
                ranges[1][at] = Math.max(ranges[1][at], slice[i]);
            }
        }
        return ranges;
    }

    private void clip(double[] plane, double[][] ranges, int axis) {
        int columns = axis == 1 ? out.x() : in.x();
        for (int i = 0; i < plane.length; i++) {
            int at = axis == 1 ? i / columns : i % columns;
            plane[i] = Math.min(Math.max(plane[i], ranges[0][at]), ranges[1][at]);
        }
    }
}
