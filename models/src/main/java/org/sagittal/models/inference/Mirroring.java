package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * Test-time mirroring: the mean of the logits over every combination of mirrored axes, the unmirrored patch included: 8 runs for three
 * axes, 4 for two.
 *
 * <p>Reference: {@code _internal_maybe_mirror_and_predict} of nnU-Net 2.8.1; logits are averaged, not probabilities.
 */
public final class Mirroring implements PatchNetwork {
    private final PatchNetwork network;
    private final List<Integer> axes;

    private Mirroring(PatchNetwork network, List<Integer> axes) {
        this.network = network;
        this.axes = axes;
    }

    /**
     * Mirrors the patches of a network.
     *
     * @param network the network; closed with the result
     * @param axes spatial axes of the patch, 0 the outermost; none for no mirroring
     * @return the averaging network
     */
    public static PatchNetwork of(PatchNetwork network, List<Integer> axes) {
        return axes.isEmpty() ? network : new Mirroring(network, List.copyOf(axes));
    }

    @Override
    public int inputChannels() {
        return network.inputChannels();
    }

    @Override
    public int heads() {
        return network.heads();
    }

    @Override
    public float[] logits(float[] patches, int batch, int[] patchSize) {
        for (int axis : axes) {
            if (axis < 0 || axis >= patchSize.length) {
                throw new IllegalArgumentException(
                        "mirroring axes must be below " + patchSize.length + " for this patch, got " + axes);
            }
        }
        float[] sum = network.logits(patches, batch, patchSize);
        float[] mirrored = new float[patches.length];
        List<boolean[]> combinations = combinations(patchSize.length);
        for (boolean[] flipped : combinations) {
            flip(patches, patchSize, flipped, mirrored, false);
            flip(network.logits(mirrored, batch, patchSize), patchSize, flipped, sum, true);
        }
        float runs = combinations.size() + 1;
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= runs;
        }
        return sum;
    }

    private List<boolean[]> combinations(int dimensions) {
        List<boolean[]> combinations = new ArrayList<>();
        for (int bits = 1; bits < 1 << axes.size(); bits++) {
            boolean[] flipped = new boolean[dimensions];
            for (int i = 0; i < axes.size(); i++) {
                flipped[axes.get(i)] |= (bits >> i & 1) != 0;
            }
            combinations.add(flipped);
        }
        return combinations;
    }

    /**
     * Copies or adds an array with some axes reversed.
     *
     * @param from (..., patchSize), row-major
     * @param flipped whether to reverse each axis of the patch
     * @param add whether to add to the target instead of setting it
     */
    private static void flip(float[] from, int[] patchSize, boolean[] flipped, float[] to, boolean add) {
        int last = patchSize.length - 1;
        int width = patchSize[last];
        int height = patchSize[last - 1];
        int depth = last == 2 ? patchSize[0] : 1;
        boolean flipZ = last == 2 && flipped[0];
        int rows = from.length / width;
        for (int row = 0; row < rows; row++) {
            int y = row % height;
            int z = row / height % depth;
            int outer = row / height / depth;
            int targetY = flipped[last - 1] ? height - 1 - y : y;
            int targetZ = flipZ ? depth - 1 - z : z;
            int target = ((outer * depth + targetZ) * height + targetY) * width;
            int source = row * width;
            int step = flipped[last] ? -1 : 1;
            int at = flipped[last] ? target + width - 1 : target;
            for (int x = 0; x < width; x++, at += step) {
                to[at] = add ? to[at] + from[source + x] : from[source + x];
            }
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
