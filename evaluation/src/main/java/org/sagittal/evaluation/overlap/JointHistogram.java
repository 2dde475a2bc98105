package org.sagittal.evaluation.overlap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * H: Z x Z -> N, the number of voxels where the reference has label r and the prediction label p; voxels that the reference marks as
 * ignored are in no cell.
 *
 * <p>One pass serves every class and region: all counts of {@link Confusion} are sums over cells. Label maps are long runs of equal
 * pairs, so a run is counted in a register and the table is touched only where it ends ({@code OverlapBenchmark}).
 */
public final class JointHistogram {
    /** Distinct labels of either side that the dense table takes; beyond, pairs are hashed. */
    private static final int DENSE_LABELS = 512;

    private static final int ALL_LABELS = 1 << 16;

    private final Map<Integer, Long> cells;

    private JointHistogram(Map<Integer, Long> cells) {
        this.cells = cells;
    }

    /**
     * Counts the label pairs of two volumes.
     *
     * @param reference (z, y, x)
     * @param prediction the same shape
     * @param ignoreLabel voxels with this value in the reference are left out
     * @return the histogram
     * @throws IllegalArgumentException if the shapes differ
     */
    public static JointHistogram of(LabelVoxels reference, LabelVoxels prediction, OptionalInt ignoreLabel) {
        if (!reference.shape().equals(prediction.shape())) {
            throw new IllegalArgumentException(
                    "prediction must have the reference's shape " + reference.shape() + ", got " + prediction.shape());
        }
        DenseCounts dense = new DenseCounts();
        for (int z = 0; z < reference.shape().z(); z++) {
            if (!dense.add(reference.slice(z), prediction.slice(z))) {
                return new JointHistogram(without(ignoreLabel, hashed(reference, prediction)));
            }
        }
        return new JointHistogram(without(ignoreLabel, dense.cells()));
    }

    private static Map<Integer, Long> without(OptionalInt ignoreLabel, Map<Integer, Long> cells) {
        ignoreLabel.ifPresent(label -> cells.keySet().removeIf(pair -> referenceOf(pair) == label));
        return cells;
    }

    private static Map<Integer, Long> hashed(LabelVoxels reference, LabelVoxels prediction) {
        Map<Integer, Long> cells = new HashMap<>();
        for (int z = 0; z < reference.shape().z(); z++) {
            short[] r = reference.slice(z);
            short[] p = prediction.slice(z);
            int start = 0;
            for (int i = 1; i <= r.length; i++) {
                if (i == r.length || r[i] != r[start] || p[i] != p[start]) {
                    cells.merge(pair(r[start], p[start]), (long) i - start, Long::sum);
                    start = i;
                }
            }
        }
        return cells;
    }

    private static int pair(short reference, short prediction) {
        return reference << 16 | prediction & 0xffff;
    }

    private static int referenceOf(int pair) {
        return pair >> 16;
    }

    private static int predictionOf(int pair) {
        return (short) pair;
    }

    /**
     * Voxels with a pair of labels.
     *
     * @param reference label of the reference
     * @param prediction label of the prediction
     * @return the count
     */
    public long count(int reference, int prediction) {
        return cells.getOrDefault(pair((short) reference, (short) prediction), 0L);
    }

    /**
     * Voxels that count.
     *
     * @return the sum of all cells
     */
    public long total() {
        return cells.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The labels that occur in either volume, among the voxels that count.
     *
     * @return ascending
     */
    public List<Integer> labels() {
        TreeSet<Integer> labels = new TreeSet<>();
        cells.keySet().forEach(pair -> {
            labels.add(referenceOf(pair));
            labels.add(predictionOf(pair));
        });
        return List.copyOf(labels);
    }

    /**
     * The counts of one class or region.
     *
     * @param group the labels that make up the mask
     * @return its confusion; all of {@link #total()} is in tn when neither volume holds the group
     */
    public Confusion confusion(LabelGroup group) {
        long tp = 0;
        long fp = 0;
        long fn = 0;
        long tn = 0;
        for (Map.Entry<Integer, Long> cell : cells.entrySet()) {
            boolean inReference = group.labels().contains(referenceOf(cell.getKey()));
            boolean inPrediction = group.labels().contains(predictionOf(cell.getKey()));
            long voxels = cell.getValue();
            if (inReference) {
                tp += inPrediction ? voxels : 0;
                fn += inPrediction ? 0 : voxels;
            } else {
                fp += inPrediction ? voxels : 0;
                tn += inPrediction ? 0 : voxels;
            }
        }
        return new Confusion(tp, fp, fn, tn);
    }

    /** A table of pairs over the labels met so far, which get their row and column when they are first met. */
    private static final class DenseCounts {
        private final short[] indexOf = new short[ALL_LABELS];
        private final int[] labelOf = new int[DENSE_LABELS];
        private final long[] table = new long[DENSE_LABELS * DENSE_LABELS];
        private int labels;

        DenseCounts() {
            Arrays.fill(indexOf, (short) -1);
        }

        /** Adds a slice; false if it holds too many labels. */
        boolean add(short[] reference, short[] prediction) {
            int start = 0;
            while (start < reference.length) {
                short r = reference[start];
                short p = prediction[start];
                int end = start + 1;
                while (end < reference.length && reference[end] == r && prediction[end] == p) {
                    end++;
                }
                int row = index(r);
                int column = index(p);
                if (row < 0 || column < 0) {
                    return false;
                }
                table[row * DENSE_LABELS + column] += end - start;
                start = end;
            }
            return true;
        }

        private int index(short label) {
            int known = indexOf[label & 0xffff];
            if (known >= 0 || labels == DENSE_LABELS) {
                return known;
            }
            labelOf[labels] = label;
            indexOf[label & 0xffff] = (short) labels;
            return labels++;
        }

        Map<Integer, Long> cells() {
            Map<Integer, Long> cells = new HashMap<>();
            for (int row = 0; row < labels; row++) {
                for (int column = 0; column < labels; column++) {
                    long voxels = table[row * DENSE_LABELS + column];
                    if (voxels > 0) {
                        cells.put(pair((short) labelOf[row], (short) labelOf[column]), voxels);
                    }
                }
            }
            return cells;
        }
    }
}
