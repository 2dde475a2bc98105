package org.sagittal.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.random.LegacyNumpyRandom;

/**
 * Draws voxels of each class of a case: of n voxels max(min(10000, n), ceil(n / 100)), without replacement, with one random sequence for
 * all classes. A region's voxels are numbered label after label, each label's in scan order.
 *
 * <p>Reference: nnU-Net v2, {@code DefaultPreprocessor._sample_foreground_locations}, seed 1234. No list of all voxels of a class is
 * made: one scan counts, the drawn ranks are sorted by label, and a second scan picks them up.
 */
final class ClassSampling {
    private static final long SEED = 1234;
    private static final int FEWEST = 10000;
    private static final double COVERAGE = 0.01;

    private final LabelVoxels seg;
    /** Label 0 in the tables; labels start at the smallest of the case, -1 at most. */
    private final int zero;

    private final long[] counts;
    /** Per label the drawn ranks: rank in the upper half, row in the lower, ascending. */
    private final long[][] wanted;

    private final int[] wantedCount;

    private ClassSampling(LabelVoxels seg, int smallest, int largest) {
        this.seg = seg;
        this.zero = -smallest;
        int labels = largest - smallest + 1;
        this.counts = new long[labels];
        this.wanted = new long[labels][];
        this.wantedCount = new int[labels];
    }

    /**
     * Draws for one case.
     *
     * @param seg preprocessed labels
     * @param scheme which labels and regions are classes
     * @return drawn voxels of every class, none for classes the case lacks
     */
    static ClassLocations draw(LabelVoxels seg, LabelScheme scheme) {
        List<List<Integer>> classes = classes(scheme);
        ClassSampling sampling = of(seg, classes);
        sampling.count();
        LegacyNumpyRandom random = new LegacyNumpyRandom(SEED);
        List<int[]> rows = new ArrayList<>();
        int total = 0;
        for (List<Integer> labels : classes) {
            int drawn = sampling.want(labels, random, total);
            rows.add(new int[3 * drawn]);
            total += drawn;
        }
        sampling.collect(rows, total);
        return ClassLocations.of(classes, rows);
    }

    private static List<List<Integer>> classes(LabelScheme scheme) {
        List<List<Integer>> classes = new ArrayList<>();
        if (scheme.hasRegions()) {
            classes.addAll(scheme.foregroundRegions());
        } else {
            scheme.foregroundLabels().forEach(label -> classes.add(List.of(label)));
        }
        if (scheme.ignoreLabel().isPresent()) {
            List<Integer> annotated = new ArrayList<>(List.of(-1));
            annotated.addAll(scheme.allLabels());
            classes.add(annotated);
        }
        return classes;
    }

    private static ClassSampling of(LabelVoxels seg, List<List<Integer>> classes) {
        int smallest = -1;
        int largest = 0;
        for (List<Integer> labels : classes) {
            largest = Math.max(largest, Collections.max(labels));
        }
        for (int z = 0; z < seg.shape().z(); z++) {
            for (short label : seg.slice(z)) {
                smallest = Math.min(smallest, label);
                largest = Math.max(largest, label);
            }
        }
        return new ClassSampling(seg, smallest, largest);
    }

    private void count() {
        for (int z = 0; z < seg.shape().z(); z++) {
            for (short label : seg.slice(z)) {
                counts[label + zero]++;
            }
        }
    }

    private int want(List<Integer> labels, LegacyNumpyRandom random, int firstRow) {
        long total = labels.stream().mapToLong(label -> counts[label + zero]).sum();
        if (total == 0) {
            return 0;
        }
        if (total > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("class " + labels + " must have at most 2^31 voxels, got " + total);
        }
        int drawn = (int) Math.max(Math.min(FEWEST, total), (long) Math.ceil(total * COVERAGE));
        int[] offsets = random.choiceWithoutReplacement((int) total, drawn);
        for (int i = 0; i < drawn; i++) {
            long rank = offsets[i];
            int at = 0;
            while (rank >= counts[labels.get(at) + zero]) {
                rank -= counts[labels.get(at) + zero];
                at++;
            }
            add(labels.get(at) + zero, rank << 32 | firstRow + i);
        }
        return drawn;
    }

    private void add(int label, long rankAndRow) {
        if (wanted[label] == null) {
            wanted[label] = new long[64];
        } else if (wantedCount[label] == wanted[label].length) {
            wanted[label] = Arrays.copyOf(wanted[label], 2 * wanted[label].length);
        }
        wanted[label][wantedCount[label]++] = rankAndRow;
    }

    private void collect(List<int[]> rows, int total) {
        int[] found = new int[3 * total];
        long[] next = new long[counts.length];
        int[] taken = new int[counts.length];
        for (int label = 0; label < counts.length; label++) {
            next[label] = -1;
            if (wantedCount[label] > 0) {
                Arrays.sort(wanted[label], 0, wantedCount[label]);
                next[label] = wanted[label][0] >> 32;
            }
        }
        scan(found, next, taken);
        int from = 0;
        for (int[] row : rows) {
            System.arraycopy(found, from, row, 0, row.length);
            from += row.length;
        }
    }

    private void scan(int[] found, long[] next, int[] taken) {
        long[] seen = new long[counts.length];
        int width = seg.shape().x();
        for (int z = 0; z < seg.shape().z(); z++) {
            short[] slice = seg.slice(z);
            for (int i = 0; i < slice.length; i++) {
                int label = slice[i] + zero;
                if (next[label] < 0 || seen[label]++ != next[label]) {
                    continue;
                }
                long rank = next[label];
                while (taken[label] < wantedCount[label] && wanted[label][taken[label]] >> 32 == rank) {
                    int row = (int) wanted[label][taken[label]++];
                    found[3 * row] = z;
                    found[3 * row + 1] = i / width;
                    found[3 * row + 2] = i % width;
                }
                next[label] = taken[label] < wantedCount[label] ? wanted[label][taken[label]] >> 32 : -1;
            }
        }
    }
}
