package org.sagittal.models.inference;

/**
 * The 1x1 convolution that ends a network: logits of a voxel = weights * features + bias. It is affine and the same for every voxel, and
 * so it may as well come after the weighted mean over tiles, whose weights add up to 1.
 *
 * @param weights (heads, features)
 * @param bias (heads)
 */
record LastLayer(float[][] weights, float[] bias) {
    /**
     * From a convolution's parameters.
     *
     * @param weights (heads, features, 1...), row-major
     * @param bias (heads)
     */
    static LastLayer of(float[] weights, float[] bias) {
        int heads = bias.length;
        int features = weights.length / heads;
        float[][] rows = new float[heads][features];
        for (int head = 0; head < heads; head++) {
            System.arraycopy(weights, head * features, rows[head], 0, features);
        }
        return new LastLayer(rows, bias.clone());
    }

    /** Channels of the features. */
    int features() {
        return weights[0].length;
    }
}
