package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.models.script.Pass;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;

/**
 * What one patch costs a network: counted from the operators of its own description, without running it.
 *
 * @param multiplyAdds multiply-adds of one forward pass over one patch
 * @param activations elements of all tensors of that pass; a training step keeps them for the way back
 * @param parameters trainable values
 */
public record NetworkCost(double multiplyAdds, double activations, long parameters) {
    private static final double FLOPS_PER_MULTIPLY_ADD = 2;
    private static final double PASSES_OF_A_TRAINING_STEP = 3;

    /**
     * Counts a network on a patch.
     *
     * @param network the recipe
     * @param patch voxels per axis, (z, y, x) or (y, x)
     * @return its cost for a batch of one, all decoder levels supervised
     */
    public static NetworkCost of(NetworkSpec network, List<Integer> patch) {
        UNet unet = UNet.of(network);
        Pass pass = new Pass();
        unet.forward(pass, pass.input("image", unet.inputShape(1, patch)), true);
        return new NetworkCost(pass.multiplyAdds(), pass.activationElements(), unet.parameterCount());
    }

    /**
     * Floating-point operations of learning from one patch: forward, gradient of the activations, gradient of the weights, two
     * for each multiply-add.
     *
     * @return six times the multiply-adds
     */
    public double trainingFlops() {
        return PASSES_OF_A_TRAINING_STEP * FLOPS_PER_MULTIPLY_ADD * multiplyAdds;
    }
}
