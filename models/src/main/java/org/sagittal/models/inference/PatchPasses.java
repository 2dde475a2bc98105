package org.sagittal.models.inference;

/**
 * What the single passes of a network - one a combination of mirrored axes - say about a batch of N patches.
 *
 * @param logits mean over the passes, (N, heads, patch)
 * @param probabilities mean over the passes, (N, heads, patch); softmax over the heads, or the sigmoid of each region
 * @param entropy mean over the passes of the entropy in nats, (N, patch); the sum of the regions' entropies where heads are regions
 * @param labels one each pass, (passes, N, patch): the head of the largest logit, or bit h set where the logit of region h is above 0
 */
record PatchPasses(float[] logits, float[] probabilities, float[] entropy, short[] labels) {
    /** The most regions whose bits a label of a pass holds. */
    static final int MOST_REGIONS = 16;

    /** How many passes there were. */
    int count() {
        return labels.length / entropy.length;
    }

    /**
     * The labels of one pass.
     *
     * @param logits (N, heads, voxels)
     * @param batch N
     * @param heads channels
     * @param regions whether heads are independent
     * @return (N, voxels)
     */
    static short[] labels(float[] logits, int batch, int heads, boolean regions) {
        int voxels = logits.length / batch / heads;
        short[] labels = new short[batch * voxels];
        for (int n = 0; n < batch; n++) {
            int base = n * heads * voxels;
            for (int i = 0; i < voxels; i++) {
                labels[n * voxels + i] = (short)
                        (regions ? bits(logits, base + i, heads, voxels) : largest(logits, base + i, heads, voxels));
            }
        }
        return labels;
    }

    private static int bits(float[] logits, int at, int heads, int voxels) {
        int bits = 0;
        for (int head = 0; head < heads; head++) {
            bits |= logits[at + head * voxels] > 0 ? 1 << head : 0;
        }
        return bits;
    }

    private static int largest(float[] logits, int at, int heads, int voxels) {
        int best = 0;
        for (int head = 1; head < heads; head++) {
            best = logits[at + head * voxels] > logits[at + best * voxels] ? head : best;
        }
        return best;
    }

    /**
     * A network that passes once.
     *
     * @param logits (N, heads, patch)
     * @param batch N
     * @param heads channels
     * @param regions whether heads are independent
     */
    static PatchPasses single(float[] logits, int batch, int heads, boolean regions) {
        int voxels = logits.length / batch / heads;
        float[] probabilities = new float[logits.length];
        float[] entropy = new float[batch * voxels];
        float[][] one = new float[heads][voxels];
        for (int n = 0; n < batch; n++) {
            for (int head = 0; head < heads; head++) {
                System.arraycopy(logits, (n * heads + head) * voxels, one[head], 0, voxels);
            }
            float[][] p = Probabilities.of(one, regions);
            for (int head = 0; head < heads; head++) {
                System.arraycopy(p[head], 0, probabilities, (n * heads + head) * voxels, voxels);
            }
            for (int i = 0; i < voxels; i++) {
                entropy[n * voxels + i] =
                        (float) Entropy.at(probabilities, n * heads * voxels + i, heads, voxels, regions);
            }
        }
        return new PatchPasses(logits, probabilities, entropy, labels(logits, batch, heads, regions));
    }
}
