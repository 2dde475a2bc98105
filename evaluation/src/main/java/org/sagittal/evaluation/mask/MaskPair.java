package org.sagittal.evaluation.mask;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * Both masks of one class or region, cut to the box around their union plus one voxel on every side, so that no result depends on how
 * much of the image lies around.
 *
 * @param reference the truth's mask
 * @param prediction the other, of the same shape
 * @param box where the cut lies in the image; it may reach one voxel beyond
 * @param image extents of the whole image
 * @param dimensions 3, or 2 for a true 2D image (which is not a 3D image of one slice)
 */
public record MaskPair(BitMask reference, BitMask prediction, Box box, Shape image, int dimensions) {
    /** Refuses masks of different shape and dimensions other than 2 and 3. */
    public MaskPair {
        if (!reference.shape().equals(prediction.shape())) {
            throw new IllegalArgumentException(
                    "prediction must have the reference's shape " + reference.shape() + ", got " + prediction.shape());
        }
        if (dimensions != 3 && (dimensions != 2 || image.z() != 1)) {
            throw new IllegalArgumentException(
                    "dimensions must be 3, or 2 for an image of one slice, got " + dimensions + " for shape " + image);
        }
    }

    /**
     * The part of the cut that is image: all of it but what reaches beyond.
     *
     * @return a box in the cut's own coordinates
     */
    public Box imagePart() {
        return new Box(
                Math.max(0, -box.startZ()),
                Math.max(0, -box.startY()),
                Math.max(0, -box.startX()),
                Math.min(box.endZ(), image.z()) - box.startZ(),
                Math.min(box.endY(), image.y()) - box.startY(),
                Math.min(box.endX(), image.x()) - box.startX());
    }

    /**
     * The masks with the sides swapped.
     *
     * @return the prediction as reference
     */
    public MaskPair swapped() {
        return new MaskPair(prediction, reference, box, image, dimensions);
    }
}
