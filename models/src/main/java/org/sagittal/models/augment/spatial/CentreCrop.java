package org.sagittal.models.augment.spatial;

import java.util.Arrays;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * The middle of a patch; beyond its border the image is 0 and labels are -1.
 *
 * <p>Reference: what nnU-Net's spatial augmentation does where neither rotation nor scaling is drawn.
 *
 * @param extents extents of the result
 */
public record CentreCrop(Shape extents) implements Transform {
    /** The label of a voxel that lies outside of the image. */
    public static final short OUTSIDE_LABEL = -1;

    /**
     * Where the middle of an array lies: it starts at half the array minus half the crop, both rounded down.
     *
     * @param input extents of the array
     * @param extents extents of the crop
     * @return the box in the array's coordinates, possibly beyond its border
     */
    public static Box boxIn(Shape input, Shape extents) {
        int z = input.z() / 2 - extents.z() / 2;
        int y = input.y() / 2 - extents.y() / 2;
        int x = input.x() / 2 - extents.x() / 2;
        return new Box(z, y, x, z + extents.z(), y + extents.y(), x + extents.x());
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        Box box = boxIn(patch.shape(), extents);
        int voxels = Math.toIntExact(extents.voxels());
        float[][] image = new float[patch.channels()][voxels];
        for (int c = 0; c < image.length; c++) {
            copyRows(patch.image(c), patch.shape(), image[c], box);
        }
        short[][] labels = new short[patch.labelChannels()][voxels];
        for (int c = 0; c < labels.length; c++) {
            Arrays.fill(labels[c], OUTSIDE_LABEL);
            copyRows(patch.label(c), patch.shape(), labels[c], box);
        }
        return new TrainingPatch(extents, image, labels);
    }

    /** Copies the part of the box that lies inside; works on any primitive array, as System.arraycopy does. */
    private static void copyRows(Object from, Shape shape, Object into, Box box) {
        Shape size = box.shape();
        int first = Math.max(0, box.startX());
        int length = Math.min(shape.x(), box.endX()) - first;
        if (length <= 0) {
            return;
        }
        for (int z = Math.max(0, box.startZ()); z < Math.min(shape.z(), box.endZ()); z++) {
            for (int y = Math.max(0, box.startY()); y < Math.min(shape.y(), box.endY()); y++) {
                int source = (z * shape.y() + y) * shape.x() + first;
                int target = ((z - box.startZ()) * size.y() + y - box.startY()) * size.x() + first - box.startX();
                System.arraycopy(from, source, into, target, length);
            }
        }
    }
}
