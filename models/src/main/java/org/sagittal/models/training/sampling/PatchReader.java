package org.sagittal.models.training.sampling;

import java.util.Arrays;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.spatial.CentreCrop;

/** Cuts a box out of a case; beyond the case's border the image is 0 and labels are -1. */
final class PatchReader {
    private PatchReader() {}

    /**
     * Reads all channels of a box.
     *
     * @param source the case
     * @param box voxels of the case, possibly beyond its border
     * @param labelChannels 1, or 2 with the previous stage's labels
     * @return the patch
     */
    static TrainingPatch read(PatchCase source, Box box, int labelChannels) {
        Shape shape = source.shape();
        int voxels = Math.toIntExact(box.shape().voxels());
        float[][] image = new float[source.channels()][voxels];
        short[][] labels = new short[labelChannels][voxels];
        boolean whole = true;
        boolean any = true;
        int[] start = new int[3];
        int[] end = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = Math.max(0, box.start(axis));
            end[axis] = Math.min(shape.axis(axis), box.end(axis));
            whole &= start[axis] == box.start(axis) && end[axis] == box.end(axis);
            any &= start[axis] < end[axis];
        }
        if (!any) {
            for (short[] label : labels) {
                Arrays.fill(label, CentreCrop.OUTSIDE_LABEL);
            }
            return new TrainingPatch(box.shape(), image, labels);
        }
        Box inside = new Box(start[0], start[1], start[2], end[0], end[1], end[2]);
        if (whole) {
            readWhole(source, inside, image, labels);
        } else {
            readPart(source, box, inside, image, labels);
        }
        return new TrainingPatch(box.shape(), image, labels);
    }

    private static void readWhole(PatchCase source, Box box, float[][] image, short[][] labels) {
        for (int c = 0; c < image.length; c++) {
            source.readImage(c, box, image[c]);
        }
        for (int c = 0; c < labels.length; c++) {
            source.readLabel(c, box, labels[c]);
        }
    }

    private static void readPart(PatchCase source, Box box, Box inside, float[][] image, short[][] labels) {
        int voxels = (int) inside.shape().voxels();
        float[] values = new float[voxels];
        for (int c = 0; c < image.length; c++) {
            source.readImage(c, inside, values);
            copyRows(values, inside, image[c], box);
        }
        short[] numbers = new short[voxels];
        for (int c = 0; c < labels.length; c++) {
            source.readLabel(c, inside, numbers);
            Arrays.fill(labels[c], CentreCrop.OUTSIDE_LABEL);
            copyRows(numbers, inside, labels[c], box);
        }
    }

    /** Works on any primitive array, as System.arraycopy does. */
    private static void copyRows(Object from, Box inside, Object into, Box box) {
        Shape part = inside.shape();
        Shape whole = box.shape();
        for (int z = 0; z < part.z(); z++) {
            for (int y = 0; y < part.y(); y++) {
                int source = (z * part.y() + y) * part.x();
                int row = (z + inside.startZ() - box.startZ()) * whole.y() + y + inside.startY() - box.startY();
                System.arraycopy(from, source, into, row * whole.x() + inside.startX() - box.startX(), part.x());
            }
        }
    }
}
