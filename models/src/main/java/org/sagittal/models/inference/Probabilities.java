package org.sagittal.models.inference;

/**
 * Logits -> probabilities in float32: softmax over the channels, or the sigmoid of each where channels are regions.
 *
 * <p>Reference: {@code LabelManager.apply_inference_nonlin} of nnU-Net 2.8.1.
 */
final class Probabilities {
    private Probabilities() {}

    /**
     * One slice.
     *
     * @param logits (heads, y * x); left as they are
     * @param regions whether channels are independent
     * @return (heads, y * x), in [0, 1]
     */
    static float[][] of(float[][] logits, boolean regions) {
        float[][] out = new float[logits.length][];
        for (int head = 0; head < logits.length; head++) {
            out[head] = logits[head].clone();
        }
        if (regions) {
            for (float[] head : out) {
                for (int i = 0; i < head.length; i++) {
                    head[i] = (float) (1 / (1 + Math.exp(-head[i])));
                }
            }
        } else {
            softmax(out);
        }
        return out;
    }

    private static void softmax(float[][] values) {
        for (int i = 0; i < values[0].length; i++) {
            float max = values[0][i];
            for (float[] head : values) {
                max = Math.max(max, head[i]);
            }
            double sum = 0;
            for (float[] head : values) {
                double e = Math.exp((double) head[i] - max);
                head[i] = (float) e;
                sum += e;
            }
            for (float[] head : values) {
                head[i] = (float) (head[i] / sum);
            }
        }
    }
}
