package org.sagittal.models.inference;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Logits or probabilities of one slice -> labels, one channel after the other, so that memory holds the best value so far and not all
 * channels. Without regions the label is the channel of the largest value, the lowest channel winning ties. With regions label 0 is
 * overwritten by {@code regions_class_order[i]} for each channel i in turn whose probability is above 0.5, i.e. whose logit is above 0.
 *
 * <p>Reference: {@code LabelManager.convert_probabilities_to_segmentation} of nnU-Net 2.8.1, nnunet.md 2.2.
 */
public final class SliceDecoder {
    /** Voxels that one thread decodes at a time. */
    private static final int BLOCK = 1 << 14;

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
        return all(labels, 0.5f, probabilities);
    }

    /** The labels of a slice of logits, all channels at once: (heads, voxels). */
    static short[] ofLogits(LabelScheme labels, float[][] logits) {
        return all(labels, 0, logits);
    }

    private static short[] all(LabelScheme labels, float inRegion, float[][] channels) {
        int voxels = channels[0].length;
        short[] all = new short[voxels];
        IntStream.range(0, (voxels + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, voxels - from);
            SliceDecoder decoder = new SliceDecoder(labels, inRegion, count);
            for (int head = 0; head < channels.length; head++) {
                decoder.channel(head, channels[head], from);
            }
            System.arraycopy(decoder.decoded, 0, all, from, count);
        });
        return all;
    }

    /**
     * Takes one channel; they come in ascending order.
     *
     * @param head class or region
     * @param values one a voxel; not kept
     */
    public void channel(int head, float[] values) {
        channel(head, values, 0);
    }

    private void channel(int head, float[] values, int from) {
        if (labels.hasRegions()) {
            region(labels.regionsClassOrder().get(head).shortValue(), values, from);
        } else if (head == 0) {
            best = Arrays.copyOfRange(values, from, from + decoded.length);
        } else {
            larger((short) head, values, from);
        }
    }

    private void region(short label, float[] values, int from) {
        for (int i = 0; i < decoded.length; i++) {
            if (values[from + i] > inRegion) {
                decoded[i] = label;
            }
        }
    }

    private void larger(short label, float[] values, int from) {
        for (int i = 0; i < decoded.length; i++) {
            if (values[from + i] > best[i]) {
                best[i] = values[from + i];
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
