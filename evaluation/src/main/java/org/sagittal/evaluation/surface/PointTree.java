package org.sagittal.evaluation.surface;

import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.geometry.volume.Spacing;

/**
 * A k-d tree over lattice points, for queries from far away.
 *
 * <p>The points lie in one array; the middle of every part splits it along the axis in which the part is longest. Reference: Bentley,
 * Multidimensional binary search trees used for associative searching, CACM 18:509 (1975).
 */
final class PointTree {
    private static final int LEAF = 8;

    private final int[] points;
    private final byte[] axes;
    private final double[] spacingMm;

    private PointTree(int[] points, Spacing spacing) {
        this.points = points;
        this.axes = new byte[points.length / 3];
        this.spacingMm = spacing.toArrayMm();
        split(0, points.length / 3);
    }

    static PointTree of(BitMask set, Spacing spacing) {
        long count = set.count();
        if (count > Integer.MAX_VALUE / 3 - 8) {
            throw new IllegalArgumentException("outline must have less than 7e8 elements, got " + count);
        }
        int[] points = new int[3 * (int) count];
        int[] next = {0};
        set.forEach((z, y, x) -> {
            points[next[0]++] = z;
            points[next[0]++] = y;
            points[next[0]++] = x;
        });
        return new PointTree(points, spacing);
    }

    private void split(int from, int to) {
        if (to - from <= LEAF) {
            return;
        }
        int axis = longestAxis(from, to);
        int middle = (from + to) >>> 1;
        select(from, to - 1, middle, axis);
        axes[middle] = (byte) axis;
        split(from, middle);
        split(middle + 1, to);
    }

    private int longestAxis(int from, int to) {
        int best = 0;
        double longest = -1;
        for (int axis = 0; axis < 3; axis++) {
            int least = Integer.MAX_VALUE;
            int most = Integer.MIN_VALUE;
            for (int i = from; i < to; i++) {
                least = Math.min(least, points[3 * i + axis]);
                most = Math.max(most, points[3 * i + axis]);
            }
            double length = (most - least) * spacingMm[axis];
            if (length > longest) {
                longest = length;
                best = axis;
            }
        }
        return best;
    }

    /** Hoare's selection: afterwards the point at the middle is where sorting along the axis would put it. */
    private void select(int from, int to, int middle, int axis) {
        int low = from;
        int high = to;
        while (low < high) {
            int pivot = points[3 * ((low + high) >>> 1) + axis];
            int i = low;
            int j = high;
            while (i <= j) {
                while (points[3 * i + axis] < pivot) {
                    i++;
                }
                while (points[3 * j + axis] > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (middle <= j) {
                high = j;
            } else if (middle >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private void swap(int i, int j) {
        for (int axis = 0; axis < 3; axis++) {
            int kept = points[3 * i + axis];
            points[3 * i + axis] = points[3 * j + axis];
            points[3 * j + axis] = kept;
        }
    }

    /** The squared distance to the nearest point, if below the bound; else the bound. */
    double squaredMm2(int z, int y, int x, double bound) {
        return search(0, points.length / 3, new int[] {z, y, x}, bound);
    }

    private double search(int from, int to, int[] query, double bound) {
        if (to - from <= LEAF) {
            double best = bound;
            for (int i = from; i < to; i++) {
                best = Math.min(best, squared(i, query));
            }
            return best;
        }
        int middle = (from + to) >>> 1;
        int axis = axes[middle];
        int offset = query[axis] - points[3 * middle + axis];
        double planeMm = offset * spacingMm[axis];
        double best = Math.min(bound, squared(middle, query));
        best = offset < 0 ? search(from, middle, query, best) : search(middle + 1, to, query, best);
        if (planeMm * planeMm < best) {
            best = offset < 0 ? search(middle + 1, to, query, best) : search(from, middle, query, best);
        }
        return best;
    }

    private double squared(int i, int[] query) {
        double z = (query[0] - points[3 * i]) * spacingMm[0];
        double y = (query[1] - points[3 * i + 1]) * spacingMm[1];
        double x = (query[2] - points[3 * i + 2]) * spacingMm[2];
        return z * z + y * y + x * x;
    }
}
