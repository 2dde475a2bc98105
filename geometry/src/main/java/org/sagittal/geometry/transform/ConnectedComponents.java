package org.sagittal.geometry.transform;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * The finest partition of a mask's voxels in which touching voxels are together. Components are numbered 0, 1, ... in the order of their
 * first voxels, x fastest.
 *
 * <p>Works on runs of voxels along x, joined in a disjoint-set forest, so memory grows with the mask's outline and not with its volume.
 * Reference: He, Chao and Suzuki, "A run-based two-scan labeling algorithm", IEEE Transactions on Image Processing 17 (2008) 749.
 */
public final class ConnectedComponents {
    private static final int APART = -1;

    private final Shape shape;
    private final int[] rowStart;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] parent = new int[64];
    private int runs;
    private int[] componentOfRun;
    private long[] sizes;

    /** The foreground, row by row. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Hands over the runs of foreground voxels of a row.
         *
         * @param z slice
         * @param y row
         * @param taker takes the runs from left to right; at least one voxel of background is between two of them
         */
        void runs(int z, int y, RunTaker taker);
    }

    /** Takes runs of a row. */
    @FunctionalInterface
    public interface RunTaker {
        /**
         * Takes a run.
         *
         * @param from first column
         * @param to column after the last
         */
        void run(int from, int to);

        /**
         * Takes all runs of a row.
         *
         * @param columns how many the row has
         * @param foreground which of them are in the set
         */
        default void runs(int columns, IntPredicate foreground) {
            int from = -1;
            for (int x = 0; x < columns; x++) {
                boolean inside = foreground.test(x);
                if (inside && from < 0) {
                    from = x;
                } else if (!inside && from >= 0) {
                    run(from, x);
                    from = -1;
                }
            }
            if (from >= 0) {
                run(from, columns);
            }
        }
    }

    /** What is done with each run of a component. */
    @FunctionalInterface
    public interface RunAction {
        /**
         * Takes a run.
         *
         * @param component the component's number
         * @param z slice
         * @param y row
         * @param from first column
         * @param to column after the last
         */
        void at(int component, int z, int y, int from, int to);
    }

    /** What is done where two partitions of one grid meet. */
    @FunctionalInterface
    public interface SharedAction {
        /**
         * Takes voxels that follow each other along a row.
         *
         * @param component number of their component here
         * @param other number of their component in the other partition
         * @param voxels how many
         */
        void at(int component, int other, int voxels);
    }

    private ConnectedComponents(Shape shape) {
        this.shape = shape;
        this.rowStart = new int[Math.multiplyExact(shape.z(), shape.y()) + 1];
    }

    /** Which voxels touch. */
    public enum Connectivity {
        /** Those that share a face: 6 in space, 4 in one slice. */
        FACES(0, 0, -1),
        /** Those that share a face or an edge: 18 in space, 8 in one slice. */
        EDGES(1, 1, 0),
        /** Those that share a face, an edge or a corner: 26 in space, 8 in one slice. */
        CORNERS(1, 1, 1),
        /** Those of one slice that share a face: 4. */
        FACES_IN_SLICE(0, APART, APART),
        /** Those of one slice that share a face or an edge: 8. */
        CORNERS_IN_SLICE(1, APART, APART);

        private final int inSliceSlack;
        private final int belowSlack;
        private final int diagonalSlack;

        Connectivity(int inSliceSlack, int belowSlack, int diagonalSlack) {
            this.inSliceSlack = inSliceSlack;
            this.belowSlack = belowSlack;
            this.diagonalSlack = diagonalSlack;
        }
    }

    /**
     * Finds the components of a set of voxels.
     *
     * @param shape extents of the grid
     * @param foreground the set; an empty one has no components
     * @param connectivity which voxels touch
     * @return the components
     */
    public static ConnectedComponents of(Shape shape, Rows foreground, Connectivity connectivity) {
        ConnectedComponents components = new ConnectedComponents(shape);
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                int row = components.row(z, y);
                foreground.runs(z, y, components::addRun);
                components.rowStart[row + 1] = components.runs;
                components.joinRow(z, y, connectivity);
            }
        }
        components.number();
        return components;
    }

    private int row(int z, int y) {
        return z * shape.y() + y;
    }

    private void joinRow(int z, int y, Connectivity connectivity) {
        int row = row(z, y);
        if (y > 0) {
            join(row - 1, row, connectivity.inSliceSlack);
        }
        if (z > 0) {
            int below = row - shape.y();
            join(below, row, connectivity.belowSlack);
            if (y > 0) {
                join(below - 1, row, connectivity.diagonalSlack);
            }
            if (y + 1 < shape.y()) {
                join(below + 1, row, connectivity.diagonalSlack);
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
        while (slack != APART && a < rowStart[rowA + 1] && b < rowStart[rowB + 1]) {
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
     * The tight box of each component.
     *
     * @return one box a component
     */
    public Box[] boxes() {
        int[][] bounds = new int[count()][];
        forEachRun((component, z, y, from, to) -> {
            int[] box = bounds[component];
            if (box == null) {
                bounds[component] = new int[] {z, y, from, z + 1, y + 1, to};
            } else {
                box[1] = Math.min(box[1], y);
                box[2] = Math.min(box[2], from);
                box[3] = Math.max(box[3], z + 1);
                box[4] = Math.max(box[4], y + 1);
                box[5] = Math.max(box[5], to);
            }
        });
        return Arrays.stream(bounds)
                .map(b -> new Box(b[0], b[1], b[2], b[3], b[4], b[5]))
                .toArray(Box[]::new);
    }

    /**
     * Visits all voxels of all components in array order.
     *
     * @param action called once a run
     */
    public void forEachRun(RunAction action) {
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                int row = row(z, y);
                for (int run = rowStart[row]; run < rowStart[row + 1]; run++) {
                    action.at(componentOfRun[run], z, y, from[run], to[run]);
                }
            }
        }
    }

    /**
     * Visits the voxels that are in a component here and in one of another partition.
     *
     * @param other of a grid with the same extents
     * @param action called once for each stretch of such voxels, in array order
     */
    public void forEachShared(ConnectedComponents other, SharedAction action) {
        for (int row = 0; row + 1 < rowStart.length; row++) {
            int a = rowStart[row];
            int b = other.rowStart[row];
            while (a < rowStart[row + 1] && b < other.rowStart[row + 1]) {
                int shared = Math.min(to[a], other.to[b]) - Math.max(from[a], other.from[b]);
                if (shared > 0) {
                    action.at(componentOfRun[a], other.componentOfRun[b], shared);
                }
                if (to[a] < other.to[b]) {
                    a++;
                } else {
                    b++;
                }
            }
        }
    }
}
