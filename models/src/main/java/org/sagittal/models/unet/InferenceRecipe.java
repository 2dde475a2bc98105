package org.sagittal.models.unet;

import java.util.List;
import org.sagittal.models.script.Precision;

/**
 * How a network predicts.
 *
 * @param network the network's recipe
 * @param patchSize (D, H, W) or (H, W): weights are arranged for it; other extents run as well, a little slower
 * @param mirrorAxes spatial axes to mirror, 0 the outermost; none for single passes
 * @param precision number format of convolutions
 */
public record InferenceRecipe(
        NetworkSpec network, List<Integer> patchSize, List<Integer> mirrorAxes, Precision precision) {
    /** Copies the lists and refuses axes that are not there. */
    public InferenceRecipe {
        patchSize = List.copyOf(patchSize);
        mirrorAxes = List.copyOf(mirrorAxes);
        int dimensions = network.dimensions();
        if (patchSize.size() != dimensions) {
            throw new IllegalArgumentException("patchSize must have " + dimensions + " axes, got " + patchSize);
        }
        if (mirrorAxes.stream().anyMatch(a -> a < 0 || a >= dimensions)
                || mirrorAxes.stream().distinct().count() != mirrorAxes.size()) {
            throw new IllegalArgumentException(
                    "mirrorAxes must be different axes below " + dimensions + ", got " + mirrorAxes);
        }
    }
}
