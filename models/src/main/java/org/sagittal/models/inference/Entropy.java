package org.sagittal.models.inference;

/**
 * Shannon's entropy of a prediction in nats: - sum p ln p over exclusive classes; for independent regions the sum of - p ln p - (1 - p)
 * ln(1 - p), the entropy of them all together.
 */
final class Entropy {
    private static final double LN_2 = Math.log(2);

    private Entropy() {}

    /**
     * The entropy of one voxel.
     *
     * @param p probabilities
     * @param at where the voxel's first one lies
     * @param heads how many there are
     * @param stride distance from one to the next
     * @param regions whether heads are independent
     * @return from 0 to {@link #most}
     */
    static double at(float[] p, int at, int heads, int stride, boolean regions) {
        double entropy = 0;
        for (int head = 0; head < heads; head++) {
            double probability = p[at + head * stride];
            entropy += term(probability) + (regions ? term(1 - probability) : 0);
        }
        return entropy;
    }

    /**
     * The entropy of one voxel.
     *
     * @param p probabilities (heads, voxels)
     * @param i the voxel
     * @param regions whether heads are independent
     * @return from 0 to {@link #most}
     */
    static double of(float[][] p, int i, boolean regions) {
        double entropy = 0;
        for (float[] head : p) {
            entropy += term(head[i]) + (regions ? term(1 - head[i]) : 0);
        }
        return entropy;
    }

    private static double term(double probability) {
        return probability > 0 ? -probability * Math.log(probability) : 0;
    }

    /**
     * The entropy of who knows nothing.
     *
     * @param heads channels
     * @param regions whether heads are independent
     * @return ln heads, or heads * ln 2; above 0 even for a single class
     */
    static double most(int heads, boolean regions) {
        return regions ? heads * LN_2 : Math.log(Math.max(2, heads));
    }
}
