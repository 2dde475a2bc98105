package org.sagittal.models.bundle;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.preprocessing.PreprocessingSpec;

/**
 * How one trained configuration looks at an image.
 *
 * @param preprocessing from the file's grid to the network's and back
 * @param network the network's recipe
 * @param patchSize (D, H, W) or (H, W), in voxels of the network's grid
 * @param mirroringAxes spatial axes of the patch that may be mirrored when predicting
 * @param previousStage in a cascade, the configuration whose labels this network takes as further channels
 * @param imageReader nnU-Net's name of the reader it was trained with
 */
public record Recipe(
        PreprocessingSpec preprocessing,
        NetworkSpec network,
        List<Integer> patchSize,
        List<Integer> mirroringAxes,
        Optional<String> previousStage,
        String imageReader) {

    /** Copies the lists and refuses patches that the network cannot halve and axes that it does not have. */
    public Recipe {
        patchSize = List.copyOf(patchSize);
        mirroringAxes = List.copyOf(mirroringAxes);
        int dimensions = network.dimensions();
        if (patchSize.size() != dimensions) {
            throw new IllegalArgumentException(
                    "patchSize must have the network's " + dimensions + " axes, got " + patchSize);
        }
        for (int axis = 0; axis < dimensions; axis++) {
            requireMultiple(network, patchSize, axis);
        }
        boolean valid = mirroringAxes.stream().allMatch(a -> a >= 0 && a < dimensions);
        if (!valid || new HashSet<>(mirroringAxes).size() < mirroringAxes.size()) {
            throw new IllegalArgumentException("mirroringAxes must be axes from 0 to " + (dimensions - 1)
                    + ", each at most once, got " + mirroringAxes);
        }
        if (imageReader.isBlank()) {
            throw new IllegalArgumentException("imageReader must name a reader, got nothing");
        }
    }

    private static void requireMultiple(NetworkSpec network, List<Integer> patchSize, int axis) {
        long step = 1;
        for (List<Integer> stage : network.strides()) {
            step = Math.min(Integer.MAX_VALUE, step * stage.get(axis));
        }
        if (patchSize.get(axis) < 1 || patchSize.get(axis) % step != 0) {
            throw new IllegalArgumentException("patchSize[" + axis + "] must be a multiple of " + step
                    + ", the product of the network's strides, got " + patchSize.get(axis));
        }
    }
}
