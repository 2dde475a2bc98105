package org.sagittal.geometry.transform;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.sagittal.geometry.volume.Shape;

/**
 * The finest partition of a mask's voxels in which touching voxels are together. Components are numbered 0, 1, ... in the order of their
 * first voxels, x fastest.
 *
 * <p>Works on runs of voxels along x, joined in a disjoint-set forest, so memory grows with the mask's outline and not with its volume.
 * Reference: He, Chao and Suzuki, "A run-based two-scan labeling algorithm", IEEE Transactions on Image Processing 17 (2008) 749.
 */
public final class ConnectedComponents {
    private final Shape shape;
    private final int[] rowStart;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] parent = new int[64];
    private int runs;
    private int[] componentOfRun;
    private long[] sizes;

    private ConnectedComponents(Shape shape) {
        this.shape = shape;
        this.rowStart = new int[Math.multiplyExact(shape.z(), shape.y()) + 1];
    }

    /** Which voxels touch. */
    public enum Connectivity {
        /** Those that share a face: 6 in space, 4 in one slice. */
        FACES(0, -1),
        /** Those that share a face or an edge: 18 in space, 8 in one slice. */
        EDGES(1, 0),
        /** Those that share a face, an edge or a corner: 26 in space, 8 in one slice. */
        CORNERS(1, 1);

        private final int besideSlack;
        private final int diagonalSlack;

        Connectivity(int besideSlack, int diagonalSlack) {
            this.besideSlack = besideSlack;
            this.diagonalSlack = diagonalSlack;
        }
    }

    /**
     * Finds the components of a mask.
     *
     * @param shape extents of the mask
     * @param mask (z)(y * x), true is foreground; an empty mask has no components
     * @param connectivity which voxels touch
     * @return the components
     */
    public static ConnectedComponents of(Shape shape, boolean[][] mask, Connectivity connectivity) {
        ConnectedComponents components = new ConnectedComponents(shape);
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                components.addRow(z, y, mask[z], connectivity);
            }
        }
        components.number();
        return components;
    }

    private void addRow(int z, int y, boolean[] slice, Connectivity connectivity) {
        int row = z * shape.y() + y;
        rowStart[row] = runs;
        int begin = y * shape.x();
        for (int x = 0; x < shape.x(); x++) {
            if (slice[begin + x]) {
                int first = x;
                while (x < shape.x() && slice[begin + x]) {
                    x++;
                }
                addRun(first, x);
            }
        }
        rowStart[row + 1] = runs;
        if (y > 0) {
            join(row - 1, row, connectivity.besideSlack);
        }
        if (z > 0) {
            int below = row - shape.y();
            join(below, row, connectivity.besideSlack);
            if (connectivity.diagonalSlack >= 0) {
                if (y > 0) {
                    join(below - 1, row, connectivity.diagonalSlack);
                }
                if (y + 1 < shape.y()) {
                    join(below + 1, row, connectivity.diagonalSlack);
                }
            }
        }
    }

    private void addRun(int first, int end) {
        if (runs == from.length) {
            int larger = Math.addExact(runs, runs);
            from = Arrays.copyOf(from, larger);
            to = Arrays.copyOf(to, larger);
            parent = Arrays.copyOf(parent, larger);
        }
        from[runs] = first;
        to[runs] = end;
        parent[runs] = runs;
        runs++;
    }

    /** Joins the runs of two rows that overlap when one of them is widened by some voxels at both ends. */
    private void join(int rowA, int rowB, int slack) {
        int a = rowStart[rowA];
        int b = rowStart[rowB];
        while (a < rowStart[rowA + 1] && b < rowStart[rowB + 1]) {
            if (from[a] - slack < to[b] && from[b] - slack < to[a]) {
                union(a, b);
            }
            if (to[a] < to[b]) {
                a++;
            } else {
                b++;
            }
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

    /** The earlier run becomes the root, so that roots come in the order of first voxels. */
    private void union(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private void number() {
        componentOfRun = new int[runs];
        sizes = new long[16];
        int count = 0;
        for (int run = 0; run < runs; run++) {
            int root = root(run);
            if (root == run) {
                if (count == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * count);
                }
                componentOfRun[run] = count++;
            } else {
                componentOfRun[run] = componentOfRun[root];
            }
            sizes[componentOfRun[run]] += to[run] - from[run];
        }
        sizes = Arrays.copyOf(sizes, count);
    }

    /**
     * How many components there are.
     *
     * @return 0 for an empty mask
     */
    public int count() {
        return sizes.length;
    }

    /**
     * The size of a component.
     *
     * @param component its number
     * @return voxels, at least 1
     */
    public long voxels(int component) {
        return sizes[component];
    }

    /**
     * The size of the largest component.
     *
     * @return voxels; 0 for an empty mask
     */
    public long largestVoxels() {
        return Arrays.stream(sizes).max().orElse(0);
    }

    /**
     * The voxels of some components.
     *
     * @param wanted which components, by number
     * @return a new mask (z)(y * x)
     */
    public boolean[][] select(IntPredicate wanted) {
        boolean[][] mask = new boolean[shape.z()][shape.sliceVoxels()];
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                int row = z * shape.y() + y;
                for (int run = rowStart[row]; run < rowStart[row + 1]; run++) {
                    if (wanted.test(componentOfRun[run])) {
                        Arrays.fill(mask[z], y * shape.x() + from[run], y * shape.x() + to[run], true);
                    }
                }
            }
        }
        return mask;
    }

    /**
     * The voxels of the largest component; of all of them where several are as large (as nnU-Net's postprocessing keeps).
     *
     * @return a new mask (z)(y * x)
     */
    public boolean[][] largest() {
        long most = largestVoxels();
        return select(component -> sizes[component] == most);
    }
}
