package org.sagittal.models.augment.spatial;

import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Draws a patch from a larger one through a map: the image linearly, with 0 beyond the border; each label by the share of the linear
 * weights it gets, with label -1 beyond the border, see {@link LabelVote}.
 *
 * <p>Reference: nnU-Net's spatial augmentation without elastic deformation.
 *
 * @param map from voxels of the result to positions in the given patch
 */
public record SpatialTransform(BackwardMap map) implements Transform {
    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        Shape output = map.output();
        if (!patch.shape().equals(map.input())) {
            throw new IllegalArgumentException(
                    "patch must have the shape " + map.input() + " the map was made for, got " + patch.shape());
        }
        int voxels = Math.toIntExact(output.voxels());
        float[][] image = new float[patch.channels()][voxels];
        short[][] labels = new short[patch.labelChannels()][voxels];
        RowPositions row = new RowPositions(map);
        LabelVote vote = new LabelVote(row);
        for (int z = 0; z < output.z(); z++) {
            for (int y = 0; y < output.y(); y++) {
                row.moveTo(z, y);
                int start = (z * output.y() + y) * output.x();
                for (int c = 0; c < image.length; c++) {
                    LinearRow.fill(row, patch.image(c), image[c], start);
                }
                for (int c = 0; c < labels.length; c++) {
                    vote.fill(patch.label(c), labels[c], start);
                }
            }
        }
        return new TrainingPatch(output, image, labels);
    }
}
