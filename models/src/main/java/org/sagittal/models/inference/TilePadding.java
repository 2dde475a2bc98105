package org.sagittal.models.inference;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * Where an image smaller than the patch lies in an array as large as the patch: in the middle, the odd voxel of padding at the end.
 *
 * @param padded extents after padding, at least the patch along each axis
 * @param startZ first slice of the image in the padded array
 * @param startY its first row
 * @param startX its first column
 */
public record TilePadding(Shape padded, int startZ, int startY, int startX) {
    /**
     * The padding for one image.
     *
     * @param image extents (z, y, x)
     * @param patch extents of a tile (z, y, x); z = 1 for a 2D network
     * @return no padding along axes where the image is large enough
     */
    public static TilePadding of(Shape image, Shape patch) {
        Shape padded = new Shape(
                Math.max(image.z(), patch.z()), Math.max(image.y(), patch.y()), Math.max(image.x(), patch.x()));
        return new TilePadding(
                padded, (padded.z() - image.z()) / 2, (padded.y() - image.y()) / 2, (padded.x() - image.x()) / 2);
    }

    /**
     * A part of the image in the padded array.
     *
     * @param part voxels of the image
     * @return the same voxels, counted from the padded array's first
     */
    public Box place(Box part) {
        return new Box(
                part.startZ() + startZ,
                part.startY() + startY,
                part.startX() + startX,
                part.endZ() + startZ,
                part.endY() + startY,
                part.endX() + startX);
    }
}
