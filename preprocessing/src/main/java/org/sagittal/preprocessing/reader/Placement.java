package org.sagittal.preprocessing.reader;

import org.sagittal.geometry.transform.AxisOrder;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** Where an image lies, in the words of the reader that read it; a label map written back needs it. */
public sealed interface Placement {
    /** A picture without a place in the world. */
    record Flat() implements Placement {}

    /**
     * A stack whose only geometry is a spacing beside it.
     *
     * @param spacing millimetres (z, y, x)
     */
    record Stack(Spacing spacing) implements Placement {}

    /**
     * A grid in the world.
     *
     * @param grid shape, spacing, origin and direction, LPS; z = 1 for an image of two dimensions
     * @param dimensions 2 or 3, as in the file
     */
    record World(VoxelGrid grid, int dimensions) implements Placement {
        /** Refuses other numbers of dimensions. */
        public World {
            if (dimensions < 2 || dimensions > 3) {
                throw new IllegalArgumentException("dimensions must be 2 or 3, got " + dimensions);
            }
        }
    }

    /**
     * A grid in the world whose array was turned after reading.
     *
     * @param grid the grid of the file, before turning
     * @param order what turned the file's array into the image's
     */
    record Turned(VoxelGrid grid, AxisOrder order) implements Placement {}
}
