package org.sagittal.models.inference;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * Where a tile begins in the padded image.
 *
 * @param z first slice
 * @param y first row
 * @param x first column
 */
record Tile(int z, int y, int x) {
    /** Whether a patch that begins here shares voxels with a box. */
    boolean reaches(Box box, Shape patch) {
        return z < box.endZ()
                && z + patch.z() > box.startZ()
                && y < box.endY()
                && y + patch.y() > box.startY()
                && x < box.endX()
                && x + patch.x() > box.startX();
    }
}
