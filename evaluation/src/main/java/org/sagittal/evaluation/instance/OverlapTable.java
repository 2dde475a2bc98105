package org.sagittal.evaluation.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many voxels a component of the reference and one of the prediction share; only pairs that share any. */
final class OverlapTable {
    /** A pair of components that share voxels. */
    record Overlap(int reference, int prediction, long voxels) {}

    private final Map<Long, Long> shared = new TreeMap<>();

    void add(int reference, int prediction, long voxels) {
        shared.merge((long) reference << 32 | prediction, voxels, Long::sum);
    }

    /** All pairs, by reference and then by prediction. */
    List<Overlap> pairs() {
        List<Overlap> pairs = new ArrayList<>();
        shared.forEach((key, voxels) -> pairs.add(new Overlap((int) (key >> 32), (int) (long) key, voxels)));
        return pairs;
    }
}
