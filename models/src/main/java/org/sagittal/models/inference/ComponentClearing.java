package org.sagittal.models.inference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sagittal.geometry.transform.ConnectedComponents;
import org.sagittal.geometry.transform.ConnectedComponents.Connectivity;
import org.sagittal.geometry.transform.ConnectedComponents.Rows;
import org.sagittal.geometry.transform.LabelBoxes;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * A label map from which smaller components are removed, step by step. A step looks only where its labels lie: one pass finds the boxes of
 * all labels, and they stay good, since a step removes voxels and adds none. Slices are copied when they first change.
 */
final class ComponentClearing {
    private final LabelVoxels before;
    private final LabelBoxes boxes;
    private final short[][] slices;

    /**
     * Begins.
     *
     * @param before (z, y, x); stays as it is
     */
    ComponentClearing(LabelVoxels before) {
        this.before = before;
        this.boxes = LabelBoxes.of(before);
        this.slices = new short[before.shape().z()][];
        Arrays.setAll(slices, before::slice);
    }

    /**
     * Sets to 0 what does not belong to the largest component of some labels, or to one as large.
     *
     * @param labels whose voxels are one mask
     */
    void keepLargest(List<Integer> labels) {
        BitSet wanted = new BitSet();
        labels.forEach(wanted::set);
        boxes.around(labels).ifPresent(box -> keepLargest(wanted, box));
    }

    private void keepLargest(BitSet wanted, Box box) {
        Rows mask = (z, y, taker) -> {
            short[] slice = slices[box.startZ() + z];
            int row = rowStart(box, y);
            taker.runs(box.endX() - box.startX(), x -> slice[row + x] > 0 && wanted.get(slice[row + x]));
        };
        ConnectedComponents components = ConnectedComponents.of(box.shape(), mask, Connectivity.CORNERS);
        long most = components.largestVoxels();
        components.forEachRun((component, z, y, from, to) -> {
            if (components.voxels(component) < most) {
                int row = rowStart(box, y);
                Arrays.fill(writable(box.startZ() + z), row + from, row + to, (short) 0);
            }
        });
    }

    private int rowStart(Box box, int y) {
        return (box.startY() + y) * before.shape().x() + box.startX();
    }

    private short[] writable(int z) {
        if (slices[z] == before.slice(z)) {
            slices[z] = slices[z].clone();
        }
        return slices[z];
    }

    /**
     * What is left.
     *
     * @return the map that was given if nothing changed
     */
    LabelVoxels finished() {
        for (int z = 0; z < slices.length; z++) {
            if (slices[z] != before.slice(z)) {
                return LabelVoxels.of(before.shape(), slices);
            }
        }
        return before;
    }
}
