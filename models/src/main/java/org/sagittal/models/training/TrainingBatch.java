package org.sagittal.models.training;

import java.util.List;
import org.sagittal.models.script.TensorShape;

/**
 * What one iteration learns from.
 *
 * @param imageShape (N, C, [D,] H, W)
 * @param image values of that shape, row-major
 * @param targetShapes (N, T, [D,] H, W) of each supervised decoder level, finest first; T is 1 for labels, else a channel a region
 *     and one for the ignored voxels
 * @param targets values of those shapes
 */
public record TrainingBatch(
        TensorShape imageShape, float[] image, List<TensorShape> targetShapes, List<float[]> targets) {
    /** Copies the lists and refuses values that do not fill their shape. */
    public TrainingBatch {
        targetShapes = List.copyOf(targetShapes);
        targets = List.copyOf(targets);
        if (image.length != imageShape.elements()) {
            throw new IllegalArgumentException("image of shape " + imageShape + " must have " + imageShape.elements()
                    + " values, got " + image.length);
        }
        if (targets.size() != targetShapes.size() || targets.isEmpty()) {
            throw new IllegalArgumentException("targets must be as many as their shapes and at least one, got "
                    + targets.size() + " and " + targetShapes.size());
        }
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).length != targetShapes.get(i).elements()) {
                throw new IllegalArgumentException("target " + i + " of shape " + targetShapes.get(i) + " must have "
                        + targetShapes.get(i).elements() + " values, got " + targets.get(i).length);
            }
        }
    }
}
