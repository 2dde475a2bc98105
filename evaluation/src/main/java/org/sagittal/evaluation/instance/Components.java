package org.sagittal.evaluation.instance;

import java.util.Arrays;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.geometry.volume.Box;

/**
 * The connected components of a mask: runs of voxels along x, each with the number of its component. Numbers are 0, 1, ... in the order
 * of each component's first voxel.
 *
 * <p>Working on runs needs memory for the mask's outline, not for a label a voxel. Reference: He et al., A run-based two-scan labeling
 * algorithm, IEEE TIP 17:749 (2008).
 */
public final class Components {
    private static final int FIELDS = 4;

    private final BitMask mask;
    private int[] runs = new int[64 * FIELDS];
    private int[] component = new int[64];
    private int runCount;
    private int count;
    private final int[] rowFirst;

    private Components(BitMask mask) {
        this.mask = mask;
        this.rowFirst = new int[mask.shape().z() * mask.shape().y() + 1];
    }

    /**
     * Finds the components.
     *
     * @param mask which voxels
     * @param neighbourhood which of them touch
     * @return the components
     */
    public static Components of(BitMask mask, Neighbourhood neighbourhood) {
        Components components = new Components(mask);
        components.findRuns();
        components.joinRuns(neighbourhood);
        components.number();
        return components;
    }

    private void findRuns() {
        int row = 0;
        for (int z = 0; z < mask.shape().z(); z++) {
            for (int y = 0; y < mask.shape().y(); y++) {
                rowFirst[row++] = runCount;
                findRunsOfRow(z, y);
            }
        }
        rowFirst[row] = runCount;
    }

    private void findRunsOfRow(int z, int y) {
        int start = mask.rowStart(z, y);
        int from = -1;
        for (int w = 0; w < mask.rowWords(); w++) {
            long bits = mask.word(start + w);
            int x = 0;
            while (x < Long.SIZE) {
                long rest = (from < 0 ? bits : ~bits) >>> x;
                if (rest == 0) {
                    break;
                }
                x += Long.numberOfTrailingZeros(rest);
                if (from < 0) {
                    from = (w << 6) + x;
                } else {
                    addRun(z, y, from, (w << 6) + x);
                    from = -1;
                }
            }
        }
        if (from >= 0) {
            addRun(z, y, from, mask.shape().x());
        }
    }

    private void addRun(int z, int y, int from, int to) {
        if (runCount == component.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
            component = Arrays.copyOf(component, 2 * component.length);
        }
        component[runCount] = runCount;
        int at = runCount++ * FIELDS;
        runs[at] = z;
        runs[at + 1] = y;
        runs[at + 2] = from;
        runs[at + 3] = to;
    }

    /** Joins each run with those it touches in the rows before it. */
    private void joinRuns(Neighbourhood neighbourhood) {
        int rows = mask.shape().y();
        int depth = neighbourhood.dimensions() == 3 ? 1 : 0;
        for (int z = 0; z < mask.shape().z(); z++) {
            for (int y = 0; y < rows; y++) {
                for (int dz = -depth; dz <= 0; dz++) {
                    for (int dy = -1; dy <= (dz < 0 ? 1 : -1); dy++) {
                        int left = neighbourhood.connectivity() - Math.abs(dz) - Math.abs(dy);
                        boolean inside = z + dz >= 0 && y + dy >= 0 && y + dy < rows;
                        if (inside && left >= 0) {
                            joinRows(z * rows + y, (z + dz) * rows + y + dy, left > 0 ? 1 : 0);
                        }
                    }
                }
            }
        }
    }

    private void joinRows(int row, int other, int reach) {
        int j = rowFirst[other];
        for (int i = rowFirst[row]; i < rowFirst[row + 1]; i++) {
            int from = runs[i * FIELDS + 2] - reach;
            int to = runs[i * FIELDS + 3] + reach;
            while (j < rowFirst[other + 1] && runs[j * FIELDS + 3] <= from) {
                j++;
            }
            for (int k = j; k < rowFirst[other + 1] && runs[k * FIELDS + 2] < to; k++) {
                join(i, k);
            }
        }
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        component[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int run) {
        int root = run;
        while (component[root] != root) {
            component[root] = component[component[root]];
            root = component[root];
        }
        return root;
    }

    private void number() {
        int[] numbers = new int[runCount];
        for (int i = 0; i < runCount; i++) {
            int root = root(i);
            numbers[i] = root == i ? count++ : numbers[root];
        }
        component = numbers;
    }

    /**
     * How many components there are.
     *
     * @return 0 for an empty mask
     */
    public int count() {
        return count;
    }

    /**
     * The voxels of each component.
     *
     * @return one size a component
     */
    public long[] sizes() {
        long[] sizes = new long[count];
        for (int i = 0; i < runCount; i++) {
            sizes[component[i]] += runs[i * FIELDS + 3] - runs[i * FIELDS + 2];
        }
        return sizes;
    }

    /**
     * The tight box of each component.
     *
     * @return one box a component
     */
    public Box[] boxes() {
        int[][] bounds = new int[count][];
        for (int i = 0; i < runCount; i++) {
            int at = i * FIELDS;
            int[] box = bounds[component[i]];
            if (box == null) {
                box = new int[] {runs[at], runs[at + 1], runs[at + 2], runs[at] + 1, runs[at + 1] + 1, runs[at + 3]};
                bounds[component[i]] = box;
            }
            box[1] = Math.min(box[1], runs[at + 1]);
            box[2] = Math.min(box[2], runs[at + 2]);
            box[3] = Math.max(box[3], runs[at] + 1);
            box[4] = Math.max(box[4], runs[at + 1] + 1);
            box[5] = Math.max(box[5], runs[at + 3]);
        }
        return Arrays.stream(bounds)
                .map(b -> new Box(b[0], b[1], b[2], b[3], b[4], b[5]))
                .toArray(Box[]::new);
    }

    /** What is done with each run of a component. */
    interface RunAction {
        void at(int component, int z, int y, int from, int to);
    }

    void forEachRun(RunAction action) {
        for (int i = 0; i < runCount; i++) {
            int at = i * FIELDS;
            action.at(component[i], runs[at], runs[at + 1], runs[at + 2], runs[at + 3]);
        }
    }

    /**
     * The voxels of some components.
     *
     * @param wanted which, one flag a component
     * @param box where to cut, in the mask's coordinates; it holds them and may reach beyond
     * @return a mask of the box's shape
     */
    public BitMask mask(boolean[] wanted, Box box) {
        BitMask cut = new BitMask(box.shape());
        forEachRun((number, z, y, from, to) -> {
            if (wanted[number]) {
                cut.setRun(z - box.startZ(), y - box.startY(), from - box.startX(), to - box.startX());
            }
        });
        return cut;
    }

    /** How many voxels each component shares with each of the other. */
    OverlapTable overlapWith(Components other) {
        OverlapTable table = new OverlapTable();
        for (int row = 0; row + 1 < rowFirst.length; row++) {
            int j = other.rowFirst[row];
            for (int i = rowFirst[row]; i < rowFirst[row + 1]; i++) {
                int from = runs[i * FIELDS + 2];
                int to = runs[i * FIELDS + 3];
                while (j < other.rowFirst[row + 1] && other.runs[j * FIELDS + 3] <= from) {
                    j++;
                }
                for (int k = j; k < other.rowFirst[row + 1] && other.runs[k * FIELDS + 2] < to; k++) {
                    int shared = Math.min(to, other.runs[k * FIELDS + 3]) - Math.max(from, other.runs[k * FIELDS + 2]);
                    table.add(component[i], other.component[k], shared);
                }
            }
        }
        return table;
    }
}
