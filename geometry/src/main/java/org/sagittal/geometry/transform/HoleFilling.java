package org.sagittal.geometry.transform;

import java.util.Arrays;
import org.sagittal.geometry.volume.Shape;

/**
 * Mask -> mask: background that no path of face neighbours (6-connectivity) connects to the array's border becomes foreground. Same
 * result as SciPy's {@code binary_fill_holes} with its default structure.
 *
 * <p>Works on runs of background along x, joined in a disjoint-set forest with one extra set for the outside, so the cost grows with the
 * number of runs and not with the depth of a cave.
 */
public final class HoleFilling {
    private final Shape shape;
    private final boolean[][] mask;
    private final int[] rowStart;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] parent = new int[64];
    /** Run 0 stands for the outside. */
    private int runs = 1;

    private HoleFilling(Shape shape, boolean[][] mask) {
        this.shape = shape;
        this.mask = mask;
        this.rowStart = new int[Math.multiplyExact(shape.z(), shape.y()) + 1];
    }

    /**
     * Fills the holes of a mask, in place. A mask without background stays as it is; one with a single slice, row or column has no
     * holes, since every voxel touches the border.
     *
     * @param shape extents of the mask
     * @param mask (z)(y * x), true is foreground
     */
    public static void fill(Shape shape, boolean[][] mask) {
        if (shape.z() < 3 || shape.y() < 3 || shape.x() < 3) {
            return;
        }
        HoleFilling filling = new HoleFilling(shape, mask);
        filling.join();
        filling.write();
    }

    private void join() {
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                int row = z * shape.y() + y;
                rowStart[row] = runs;
                findRuns(mask[z], y, z == 0 || z == shape.z() - 1 || y == 0 || y == shape.y() - 1);
                rowStart[row + 1] = runs;
                if (y > 0) {
                    joinRows(row - 1, row);
                }
                if (z > 0) {
                    joinRows(row - shape.y(), row);
                }
            }
        }
    }

    private void findRuns(boolean[] slice, int y, boolean border) {
        int width = shape.x();
        int start = y * width;
        int x = 0;
        while (x < width) {
            while (x < width && slice[start + x]) {
                x++;
            }
            int begin = x;
            while (x < width && !slice[start + x]) {
                x++;
            }
            if (x > begin) {
                add(begin, x, border || begin == 0 || x == width);
            }
        }
    }

    private void add(int begin, int end, boolean outside) {
        if (runs == from.length) {
            int room = Math.max(from.length + 1, (int) Math.min(2L * from.length, Integer.MAX_VALUE - 8));
            from = Arrays.copyOf(from, room);
            to = Arrays.copyOf(to, room);
            parent = Arrays.copyOf(parent, room);
        }
        from[runs] = begin;
        to[runs] = end;
        parent[runs] = outside ? 0 : runs;
        runs++;
    }

    private void joinRows(int above, int row) {
        int a = rowStart[above];
        int b = rowStart[row];
        while (a < rowStart[above + 1] && b < rowStart[row + 1]) {
            if (from[a] < to[b] && from[b] < to[a]) {
                union(a, b);
            }
            if (to[a] < to[b]) {
                a++;
            } else {
                b++;
            }
        }
    }

    private void union(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        // The smaller number wins, so that the outside, 0, stays a root.
        if (rootA < rootB) {
            parent[rootB] = rootA;
        } else {
            parent[rootA] = rootB;
        }
    }

    private int root(int run) {
        int at = run;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private void write() {
        int width = shape.x();
        for (int row = 0; row + 1 < rowStart.length; row++) {
            for (int run = rowStart[row]; run < rowStart[row + 1]; run++) {
                if (root(run) != 0) {
                    int start = row % shape.y() * width;
                    Arrays.fill(mask[row / shape.y()], start + from[run], start + to[run], true);
                }
            }
        }
    }
}
