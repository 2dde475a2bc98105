package org.sagittal.geometry.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * The exact Euclidean distance map D: voxels -> [0, infinity], in millimetres, from every voxel centre to the nearest centre of a set;
 * infinite everywhere if the set is empty.
 *
 * <p>Squared distances are found along x by two sweeps, then along y and z as lower envelopes of parabolas, so that the time is
 * proportional to the voxels ({@code DistanceTransformBenchmark}). Reference: Felzenszwalb and Huttenlocher, Distance transforms of
 * sampled functions, Theory of Computing 8:415 (2012), section 2, with spacing as weight of the parabolas. Unlike SciPy's, which gives the
 * distance to a point outside the array, an empty set gives infinity.
 */
public final class DistanceTransform {
    /** Columns taken through the z pass together, so that each cache line is used whole. */
    private static final int BLOCK = 16;

    private final Shape shape;
    private final Spacing spacing;
    private final double[][] squared;

    private DistanceTransform(Shape shape, Spacing spacing) {
        this.shape = shape;
        this.spacing = spacing;
        this.squared = new double[shape.z()][];
    }

    /**
     * Makes the map.
     *
     * @param shape extents
     * @param foreground z arrays of y * x flags, x fastest: the set
     * @param spacing millimetres (z, y, x), which may differ
     * @param threads how many work at once, at least 1
     * @return z arrays of y * x distances in millimetres
     * @throws CancellationException if the calling thread is interrupted
     */
    public static double[][] toForegroundMm(Shape shape, boolean[][] foreground, Spacing spacing, int threads) {
        if (foreground.length != shape.z()) {
            throw new IllegalArgumentException(
                    "foreground must have " + shape.z() + " slices for shape " + shape + ", got " + foreground.length);
        }
        DistanceTransform transform = new DistanceTransform(shape, spacing);
        transform.forEach(shape.z(), threads, z -> {
            transform.squared[z] = transform.alongRows(foreground[z]);
            transform.alongColumns(transform.squared[z]);
        });
        transform.forEach(shape.y(), threads, transform::throughSlices);
        return transform.squared;
    }

    /** Squared distances within each row: once from the left, once from the right. */
    private double[] alongRows(boolean[] foreground) {
        int columns = shape.x();
        double[] result = new double[shape.sliceVoxels()];
        for (int row = 0; row < result.length; row += columns) {
            int last = Integer.MIN_VALUE / 2;
            for (int x = 0; x < columns; x++) {
                last = foreground[row + x] ? x : last;
                result[row + x] = x - last;
            }
            int next = Integer.MAX_VALUE / 2;
            for (int x = columns - 1; x >= 0; x--) {
                next = foreground[row + x] ? x : next;
                double steps = Math.min(result[row + x], next - x);
                double mm = steps * spacing.xMm();
                result[row + x] = steps < columns ? mm * mm : Double.POSITIVE_INFINITY;
            }
        }
        return result;
    }

    private void alongColumns(double[] slice) {
        if (shape.y() == 1) {
            return;
        }
        Envelope envelope = new Envelope(shape.y(), spacing.yMm());
        double[] line = new double[shape.y()];
        for (int x = 0; x < shape.x(); x++) {
            for (int y = 0; y < line.length; y++) {
                line[y] = slice[y * shape.x() + x];
            }
            envelope.apply(line);
            for (int y = 0; y < line.length; y++) {
                slice[y * shape.x() + x] = line[y];
            }
        }
    }

    /** The z pass of one row of all slices, and the square root. */
    private void throughSlices(int y) {
        Envelope envelope = new Envelope(shape.z(), spacing.zMm());
        double[][] lines = new double[BLOCK][shape.z()];
        int row = y * shape.x();
        for (int start = 0; start < shape.x(); start += BLOCK) {
            int count = Math.min(BLOCK, shape.x() - start);
            for (int z = 0; z < shape.z(); z++) {
                for (int i = 0; i < count; i++) {
                    lines[i][z] = squared[z][row + start + i];
                }
            }
            for (int i = 0; i < count; i++) {
                envelope.apply(lines[i]);
            }
            for (int z = 0; z < shape.z(); z++) {
                for (int i = 0; i < count; i++) {
                    squared[z][row + start + i] = Math.sqrt(lines[i][z]);
                }
            }
        }
    }

    private void forEach(int count, int threads, IntConsumer task) {
        if (threads == 1 || count == 1) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, count));
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                parts.add(pool.submit(() -> task.accept(index)));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("distance transform cancelled");
        } catch (ExecutionException e) {
            throw new IllegalStateException("distance transform stopped: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The lower envelope of the parabolas f(q) + (s (p - q))^2. */
    private static final class Envelope {
        private final double weight;
        private final double stepMm;
        private final int[] vertex;
        private final double[] value;
        private final double[] from;

        Envelope(int length, double stepMm) {
            this.stepMm = stepMm;
            this.weight = stepMm * stepMm;
            this.vertex = new int[length];
            this.value = new double[length];
            this.from = new double[length];
        }

        /** Replaces f by its envelope. */
        void apply(double[] f) {
            int last = -1;
            for (int q = 0; q < f.length; q++) {
                if (f[q] == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double crossing = Double.NEGATIVE_INFINITY;
                while (last >= 0) {
                    crossing = crossing(f[q], q, last);
                    if (crossing > from[last]) {
                        break;
                    }
                    last--;
                }
                last++;
                vertex[last] = q;
                value[last] = f[q];
                from[last] = last == 0 ? Double.NEGATIVE_INFINITY : crossing;
            }
            if (last < 0) {
                Arrays.fill(f, Double.POSITIVE_INFINITY);
                return;
            }
            read(f, last);
        }

        /** Where the parabola at q comes to lie below the one at an earlier vertex. */
        private double crossing(double height, int q, int k) {
            int v = vertex[k];
            return ((height - value[k]) / weight + (double) (q - v) * (q + v)) / (2.0 * (q - v));
        }

        private void read(double[] f, int last) {
            int k = 0;
            for (int p = 0; p < f.length; p++) {
                while (k < last && from[k + 1] < p) {
                    k++;
                }
                double mm = (p - vertex[k]) * stepMm;
                f[p] = value[k] + mm * mm;
            }
        }
    }
}
