package org.sagittal.models.augment.spatial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Reverses the order of voxels along axes, in image and labels.
 *
 * <p>Reference: nnU-Net's mirroring (batchgeneratorsv2 0.3.6).
 *
 * @param axes array axes, 0 for z, 1 for y, 2 for x
 */
public record Mirror(List<Integer> axes) implements Transform {
    /** Chance of each allowed axis. */
    public static final double AXIS_CHANCE = 0.5;

    /** Copies the list; refuses axes outside 0 to 2. */
    public Mirror {
        axes = List.copyOf(axes);
        if (axes.stream().anyMatch(a -> a < 0 || a > 2)) {
            throw new IllegalArgumentException("axes must be in 0..2, got " + axes);
        }
    }

    /**
     * Draws which of the allowed axes are mirrored, each with probability one half.
     *
     * @param allowedAxes array axes
     * @param random a stream of this draw's own
     * @return the change, or empty when no axis is
     */
    public static Optional<Transform> draw(List<Integer> allowedAxes, RandomStream random) {
        List<Integer> drawn = new ArrayList<>();
        for (int axis : allowedAxes) {
            if (random.chance(AXIS_CHANCE)) {
                drawn.add(axis);
            }
        }
        return drawn.isEmpty() ? Optional.empty() : Optional.of(new Mirror(drawn));
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        Shape shape = patch.shape();
        for (int axis : axes) {
            for (int c = 0; c < patch.channels(); c++) {
                if (axis == 2) {
                    reverseRows(patch.image(c), shape.x());
                } else {
                    swapBlocks(patch.image(c), shape, axis);
                }
            }
            for (int c = 0; c < patch.labelChannels(); c++) {
                if (axis == 2) {
                    reverseRows(patch.label(c), shape.x());
                } else {
                    swapBlocks(patch.label(c), shape, axis);
                }
            }
        }
        return patch;
    }

    private static void reverseRows(float[] values, int length) {
        for (int start = 0; start < values.length; start += length) {
            for (int a = start, b = start + length - 1; a < b; a++, b--) {
                float kept = values[a];
                values[a] = values[b];
                values[b] = kept;
            }
        }
    }

    private static void reverseRows(short[] values, int length) {
        for (int start = 0; start < values.length; start += length) {
            for (int a = start, b = start + length - 1; a < b; a++, b--) {
                short kept = values[a];
                values[a] = values[b];
                values[b] = kept;
            }
        }
    }

    /** Swaps rows of a slice (axis 1) or slices (axis 0); works on any primitive array. */
    private static void swapBlocks(Object values, Shape shape, int axis) {
        int block = axis == 0 ? shape.sliceVoxels() : shape.x();
        int count = axis == 0 ? shape.z() : shape.y();
        int groups = axis == 0 ? 1 : shape.z();
        Object kept = values instanceof float[] ? new float[block] : new short[block];
        for (int group = 0; group < groups; group++) {
            int start = group * count * block;
            for (int a = 0, b = count - 1; a < b; a++, b--) {
                System.arraycopy(values, start + a * block, kept, 0, block);
                System.arraycopy(values, start + b * block, values, start + a * block, block);
                System.arraycopy(kept, 0, values, start + b * block, block);
            }
        }
    }
}
