package org.sagittal.geometry.transform;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;

/** The tight box of every label of a volume, found in one pass. */
public final class LabelBoxes {
    private final Map<Short, int[]> bounds = new HashMap<>();

    private LabelBoxes() {}

    /**
     * Finds the boxes.
     *
     * @param voxels (z, y, x) labels
     * @return a box for each label that occurs, the background left out
     */
    public static LabelBoxes of(LabelVoxels voxels) {
        LabelBoxes boxes = new LabelBoxes();
        int columns = voxels.shape().x();
        for (int z = 0; z < voxels.shape().z(); z++) {
            short[] slice = voxels.slice(z);
            int start = 0;
            while (start < slice.length) {
                short label = slice[start];
                int end = start + 1;
                while (end < slice.length && slice[end] == label) {
                    end++;
                }
                if (label != 0) {
                    boxes.addRun(label, z, start, end, columns);
                }
                start = end;
            }
        }
        return boxes;
    }

    /** Adds voxels that follow each other in a slice; a run over a row's end covers all columns. */
    private void addRun(short label, int z, int start, int end, int columns) {
        int[] box = bounds.computeIfAbsent(
                label, key -> new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, 0});
        int firstRow = start / columns;
        int lastRow = (end - 1) / columns;
        box[0] = Math.min(box[0], z);
        box[3] = Math.max(box[3], z + 1);
        box[1] = Math.min(box[1], firstRow);
        box[4] = Math.max(box[4], lastRow + 1);
        box[2] = Math.min(box[2], firstRow == lastRow ? start - firstRow * columns : 0);
        box[5] = Math.max(box[5], firstRow == lastRow ? end - firstRow * columns : columns);
    }

    /**
     * The box around several labels.
     *
     * @param labels e.g. those of a region
     * @return nothing if none of them occurs
     */
    public Optional<Box> around(Collection<Integer> labels) {
        int[] all = null;
        for (int label : labels) {
            int[] box = bounds.get((short) label);
            if (box != null) {
                all = all == null ? box.clone() : union(all, box);
            }
        }
        return all == null ? Optional.empty() : Optional.of(new Box(all[0], all[1], all[2], all[3], all[4], all[5]));
    }

    private static int[] union(int[] a, int[] b) {
        for (int i = 0; i < 3; i++) {
            a[i] = Math.min(a[i], b[i]);
            a[i + 3] = Math.max(a[i + 3], b[i + 3]);
        }
        return a;
    }
}
