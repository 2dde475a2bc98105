package org.sagittal.models.augment.label;

import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Grows, shrinks, closes or opens the object of one channel of zeros and ones; what it gains it takes from the other channels. What lies
 * beyond the border is empty to a dilation and full to an erosion.
 *
 * <p>Reference: nnU-Net's random binary operator for cascades (batchgeneratorsv2 0.3.6).
 *
 * @param operator what is done
 * @param footprint how far
 * @param channel the image channel that changes
 * @param others image channels that lose the voxels which the channel gains
 */
public record BinaryMorphology(Operator operator, Footprint footprint, int channel, List<Integer> others)
        implements Transform {
    /** Copies the list. */
    public BinaryMorphology {
        others = List.copyOf(others);
    }

    /** What is done to a set of voxels. */
    public enum Operator {
        /** Every voxel that sees the set joins it. */
        DILATION,
        /** Every voxel that sees something else leaves it. */
        EROSION,
        /** Dilation, then erosion. */
        CLOSING,
        /** Erosion, then dilation. */
        OPENING;

        private BitGrid apply(BitGrid set, Footprint footprint) {
            return switch (this) {
                case DILATION -> set.dilated(footprint);
                case EROSION -> eroded(set, footprint);
                case CLOSING -> eroded(set.dilated(footprint), footprint);
                case OPENING -> eroded(set, footprint).dilated(footprint);
            };
        }

        private static BitGrid eroded(BitGrid set, Footprint footprint) {
            return set.complement().dilated(footprint).complement();
        }
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        Shape shape = patch.shape();
        float[] values = patch.image(channel);
        BitGrid result = operator.apply(BitGrid.of(values, shape), footprint);
        int voxel = 0;
        for (int row = 0; row < shape.z() * shape.y(); row++) {
            for (int x = 0; x < shape.x(); x++, voxel++) {
                boolean now = result.get(row, x);
                if (now && values[voxel] == 0) {
                    for (int other : others) {
                        patch.image(other)[voxel] = 0;
                    }
                }
                values[voxel] = now ? 1 : 0;
            }
        }
        return patch;
    }
}
