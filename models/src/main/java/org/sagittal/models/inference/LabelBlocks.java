package org.sagittal.models.inference;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

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
     * Adds a block.
     *
     * @param target where it lies, inside the whole
     * @param found its labels
     */
    void put(Box target, LabelVoxels found) {
        Shape shape = target.shape();
        int width = whole.shape().x();
        int at = (target.startY() - whole.startY()) * width + target.startX() - whole.startX();
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                System.arraycopy(found.slice(z), y * shape.x(), labels[z], at + y * width, shape.x());
            }
        }
    }

    /** All blocks together. */
    LabelVoxels labels() {
        return LabelVoxels.of(whole.shape(), labels);
    }
}
