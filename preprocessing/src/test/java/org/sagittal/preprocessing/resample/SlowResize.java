package org.sagittal.preprocessing.resample;

import java.util.OptionalInt;
import java.util.TreeSet;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * Resizing by its definition, voxel by voxel and label by label: what {@link DataResize} and {@link LabelResize} must equal, slowly.
 * Arrays are double[z][y][x]; lines are extended by 12 replicated voxels as SciPy does.
 */
final class SlowResize {
    private static final int EXTENSION = 12;

    private SlowResize() {}

    static double[][][] data(FloatVoxels voxels, Shape out, ResamplingSpec spec, OptionalInt separate) {
        double[][][] array = array(voxels);
        if (separate.isEmpty()) {
            return clipped(resized(array, out.toArray(), spec.order()), array);
        }
        return alongSeparate(array, out, spec, separate.getAsInt());
    }

    private static double[][][] alongSeparate(double[][][] array, Shape out, ResamplingSpec spec, int axis) {
        int[] plane = out.toArray();
        plane[axis] = 1;
        int[] size = {array.length, array[0].length, array[0][0].length};
        int[] between = out.toArray();
        between[axis] = size[axis];
        double[][][] mid = new double[between[0]][between[1]][between[2]];
        for (int i = 0; i < size[axis]; i++) {
            double[][][] one = plane(array, axis, i);
            put(mid, axis, i, clipped(resized(one, plane, spec.order()), one));
        }
        return resizedAxis(mid, axis, out.axis(axis), spec.orderZ());
    }

    static short[][][] labels(LabelVoxels labels, Shape out) {
        TreeSet<Short> present = new TreeSet<>();
        for (int z = 0; z < labels.shape().z(); z++) {
            for (short label : labels.slice(z)) {
                present.add(label);
            }
        }
        short[][][] winner = new short[out.z()][out.y()][out.x()];
        double[][][] best = new double[out.z()][out.y()][out.x()];
        for (short label : present) {
            double[][][] weight = linear(labels, label, out);
            for (int z = 0; z < out.z(); z++) {
                for (int y = 0; y < out.y(); y++) {
                    for (int x = 0; x < out.x(); x++) {
                        double w = weight[z][y][x];
                        boolean level = w == best[z][y][x] && w > 0;
                        if (w > best[z][y][x] || level && label == nearest(labels, out, z, y, x)) {
                            winner[z][y][x] = label;
                            best[z][y][x] = w;
                        }
                    }
                }
            }
        }
        return winner;
    }

    private static short nearest(LabelVoxels labels, Shape out, int z, int y, int x) {
        Shape in = labels.shape();
        return labels.at(
                AxisMap.nearest(in.z(), out.z(), z),
                AxisMap.nearest(in.y(), out.y(), y),
                AxisMap.nearest(in.x(), out.x(), x));
    }

    private static double[][][] linear(LabelVoxels labels, short label, Shape out) {
        Shape in = labels.shape();
        double[][][] result = new double[out.z()][out.y()][out.x()];
        for (int z = 0; z < out.z(); z++) {
            for (int y = 0; y < out.y(); y++) {
                for (int x = 0; x < out.x(); x++) {
                    double[] c = {
                        AxisMap.position(in.z(), out.z(), z),
                        AxisMap.position(in.y(), out.y(), y),
                        AxisMap.position(in.x(), out.x(), x)
                    };
                    double sum = 0;
                    for (int corner = 0; corner < 8; corner++) {
                        int[] at = new int[3];
                        double w = 1;
                        for (int axis = 0; axis < 3; axis++) {
                            int up = corner >> 2 - axis & 1;
                            double t = c[axis] - Math.floor(c[axis]);
                            w *= up == 1 ? t : 1 - t;
                            at[axis] = clamp((int) Math.floor(c[axis]) + up, in.axis(axis));
                        }
                        sum += labels.at(at[0], at[1], at[2]) == label ? w : 0;
                    }
                    result[z][y][x] = sum;
                }
            }
        }
        return result;
    }

    private static double[][][] resized(double[][][] array, int[] out, int order) {
        double[][][] result = array;
        for (int axis = 0; axis < 3; axis++) {
            result = resizedAxis(result, axis, out[axis], order);
        }
        return result;
    }

    private static double[][][] resizedAxis(double[][][] a, int axis, int out, int order) {
        int[] size = {a.length, a[0].length, a[0][0].length};
        int in = size[axis];
        size[axis] = out;
        double[][][] result = new double[size[0]][size[1]][size[2]];
        int[] at = new int[3];
        for (at[0] = 0; at[0] < (axis == 0 ? 1 : size[0]); at[0]++) {
            for (at[1] = 0; at[1] < (axis == 1 ? 1 : size[1]); at[1]++) {
                for (at[2] = 0; at[2] < (axis == 2 ? 1 : size[2]); at[2]++) {
                    double[] line = new double[in];
                    for (int i = 0; i < in; i++) {
                        line[i] = a[axis == 0 ? i : at[0]][axis == 1 ? i : at[1]][axis == 2 ? i : at[2]];
                    }
                    double[] made = line(line, out, order);
                    for (int o = 0; o < out; o++) {
                        result[axis == 0 ? o : at[0]][axis == 1 ? o : at[1]][axis == 2 ? o : at[2]] = made[o];
                    }
                }
            }
        }
        return result;
    }

    static double[] line(double[] line, int out, int order) {
        double[] result = new double[out];
        double[] coefficients = coefficients(line);
        for (int o = 0; o < out; o++) {
            double c = AxisMap.position(line.length, out, o);
            int floor = (int) Math.floor(c);
            if (order == 0) {
                result[o] = line[AxisMap.nearest(line.length, out, o)];
            } else if (order == 1) {
                double t = c - floor;
                result[o] = (1 - t) * line[clamp(floor, line.length)] + t * line[clamp(floor + 1, line.length)];
            } else {
                for (int k = floor - 1; k <= floor + 2; k++) {
                    result[o] += basis(c - k) * coefficients[k + EXTENSION];
                }
            }
        }
        return result;
    }

    private static double[] coefficients(double[] line) {
        int n = line.length + 2 * EXTENSION;
        double[] c = new double[n];
        for (int i = 0; i < n; i++) {
            c[i] = 6 * line[clamp(i - EXTENSION, line.length)];
        }
        double pole = Math.sqrt(3) - 2;
        c[0] = c[0] / (1 - pole);
        for (int i = 1; i < n; i++) {
            c[i] += pole * c[i - 1];
        }
        // The last coefficient of a line that has been constant for 12 voxels is the constant.
        c[n - 1] = line[line.length - 1];
        for (int i = n - 2; i >= 0; i--) {
            c[i] = pole * (c[i + 1] - c[i]);
        }
        return c;
    }

    private static double basis(double x) {
        double d = Math.abs(x);
        return d < 1 ? 2.0 / 3 - d * d + d * d * d / 2 : d < 2 ? Math.pow(2 - d, 3) / 6 : 0;
    }

    private static int clamp(int index, int size) {
        return Math.min(Math.max(index, 0), size - 1);
    }

    private static double[][][] clipped(double[][][] values, double[][][] like) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[][] slice : like) {
            for (double[] row : slice) {
                for (double v : row) {
                    low = Math.min(low, v);
                    high = Math.max(high, v);
                }
            }
        }
        for (double[][] slice : values) {
            for (double[] row : slice) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = Math.min(Math.max(row[x], low), high);
                }
            }
        }
        return values;
    }

    private static double[][][] array(FloatVoxels voxels) {
        Shape s = voxels.shape();
        double[][][] array = new double[s.z()][s.y()][s.x()];
        for (int z = 0; z < s.z(); z++) {
            for (int i = 0; i < s.sliceVoxels(); i++) {
                array[z][i / s.x()][i % s.x()] = voxels.slice(z)[i];
            }
        }
        return array;
    }

    private static double[][][] plane(double[][][] a, int axis, int index) {
        int[] size = {a.length, a[0].length, a[0][0].length};
        size[axis] = 1;
        double[][][] plane = new double[size[0]][size[1]][size[2]];
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                for (int x = 0; x < size[2]; x++) {
                    plane[z][y][x] = a[axis == 0 ? index : z][axis == 1 ? index : y][axis == 2 ? index : x];
                }
            }
        }
        return plane;
    }

    private static void put(double[][][] a, int axis, int index, double[][][] plane) {
        for (int z = 0; z < plane.length; z++) {
            for (int y = 0; y < plane[0].length; y++) {
                for (int x = 0; x < plane[0][0].length; x++) {
                    a[axis == 0 ? index : z][axis == 1 ? index : y][axis == 2 ? index : x] = plane[z][y][x];
                }
            }
        }
    }
}
