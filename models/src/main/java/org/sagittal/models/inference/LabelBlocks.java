package org.sagittal.models.inference;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;

/** A label map that is made block by block: all slices in z, some rows and columns. */
final class LabelBlocks {
    private final Box whole;
    private final short[][] labels;

    /**
     * An empty map.
     *
     * @param whole what all blocks together cover
     */
    LabelBlocks(Box whole) {
        this.whole = whole;
        this.labels = new short[whole.shape().z()][whole.shape().sliceVoxels()];
    }

    /**
     * Adds a slice of a block.
     *
     * @param target where the block lies, inside the whole
     * @param z of the block's slices, from 0
     * @param found its labels, row by row
     */
    void put(Box target, int z, short[] found) {
        int columns = target.endX() - target.startX();
        int width = whole.shape().x();
        int at = (target.startY() - whole.startY()) * width + target.startX() - whole.startX();
        for (int y = 0; y < target.endY() - target.startY(); y++) {
            System.arraycopy(found, y * columns, labels[target.startZ() - whole.startZ() + z], at + y * width, columns);
        }
    }

    /** All blocks together. */
    LabelVoxels labels() {
        return LabelVoxels.of(whole.shape(), labels);
    }
}
