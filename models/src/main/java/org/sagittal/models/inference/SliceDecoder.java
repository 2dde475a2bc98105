package org.sagittal.models.inference;

import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Logits or probabilities of one slice -> labels, one channel after the other, so that memory holds the best value so far and not all
 * channels. Without regions the label is the channel of the largest value, the lowest channel winning ties. With regions label 0 is
 * overwritten by {@code regions_class_order[i]} for each channel i in turn whose probability is above 0.5, i.e. whose logit is above 0.
 *
 * <p>Reference: {@code LabelManager.convert_probabilities_to_segmentation} of nnU-Net 2.8.1, nnunet.md 2.2.
 */
public final class SliceDecoder {
    private final LabelScheme labels;
    private final float inRegion;
    private final short[] decoded;
    private float[] best = {};

    private SliceDecoder(LabelScheme labels, float inRegion, int voxels) {
        this.labels = labels;
        this.inRegion = inRegion;
        this.decoded = new short[voxels];
    }

    /**
     * Begins a slice of probabilities.
     *
     * @param labels what the channels stand for
     * @param voxels how many the slice has
     * @return takes the channels
     */
    public static SliceDecoder ofProbabilities(LabelScheme labels, int voxels) {
        return new SliceDecoder(labels, 0.5f, voxels);
    }

    /** The labels of a slice of probabilities, all channels at once: (heads, voxels). */
    static short[] ofProbabilities(LabelScheme labels, float[][] probabilities) {
        return all(ofProbabilities(labels, probabilities[0].length), probabilities);
    }

    /** The labels of a slice of logits, all channels at once: (heads, voxels). */
    static short[] ofLogits(LabelScheme labels, float[][] logits) {
        return all(new SliceDecoder(labels, 0, logits[0].length), logits);
    }

    private static short[] all(SliceDecoder decoder, float[][] channels) {
        for (int head = 0; head < channels.length; head++) {
            decoder.channel(head, channels[head]);
        }
        return decoder.labels();
    }

    /**
     * Takes one channel; they come in ascending order.
     *
     * @param head class or region
     * @param values one a voxel; not kept
     */
    public void channel(int head, float[] values) {
        if (labels.hasRegions()) {
            region(labels.regionsClassOrder().get(head).shortValue(), values);
        } else if (head == 0) {
            best = values.clone();
        } else {
            larger((short) head, values);
        }
    }

    private void region(short label, float[] values) {
        for (int i = 0; i < decoded.length; i++) {
            if (values[i] > inRegion) {
                decoded[i] = label;
            }
        }
    }

    private void larger(short label, float[] values) {
        for (int i = 0; i < decoded.length; i++) {
            if (values[i] > best[i]) {
                best[i] = values[i];
                decoded[i] = label;
            }
        }
    }

    /**
     * What the channels so far say.
     *
     * @return one label a voxel
     */
    public short[] labels() {
        return decoded;
    }
}
