package org.sagittal.models.inference;

import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Logits -> labels. Without regions the label is the channel of the largest logit, the lowest channel winning ties. With regions label 0 is
 * overwritten by {@code regions_class_order[i]} for each channel i in turn whose sigmoid is above 0.5, i.e. whose logit is above 0.
 *
 * <p>Reference: {@code LabelManager.convert_logits_to_segmentation} of nnU-Net 2.8.1, nnunet.md 2.2.
 */
final class LabelDecoder implements LogitSink {
    private final LabelScheme labels;
    private final Shape shape;
    private final short[][] slices;

    /**
     * An empty label map.
     *
     * @param labels what the channels stand for
     * @param shape extents of the map
     */
    LabelDecoder(LabelScheme labels, Shape shape) {
        this.labels = labels;
        this.shape = shape;
        this.slices = new short[shape.z()][];
    }

    @Override
    public void slice(int z, float[][] logits) {
        slices[z] = labels.hasRegions() ? regions(logits) : largest(logits);
    }

    /**
     * The finished map.
     *
     * @return one label a voxel
     */
    LabelVoxels labels() {
        return LabelVoxels.of(shape, slices);
    }

    private static short[] largest(float[][] logits) {
        float[] best = logits[0].clone();
        short[] decoded = new short[best.length];
        for (int head = 1; head < logits.length; head++) {
            float[] values = logits[head];
            for (int i = 0; i < best.length; i++) {
                if (values[i] > best[i]) {
                    best[i] = values[i];
                    decoded[i] = (short) head;
                }
            }
        }
        return decoded;
    }

    private short[] regions(float[][] logits) {
        short[] decoded = new short[logits[0].length];
        for (int head = 0; head < logits.length; head++) {
            short label = labels.regionsClassOrder().get(head).shortValue();
            float[] values = logits[head];
            for (int i = 0; i < decoded.length; i++) {
                if (values[i] > 0) {
                    decoded[i] = label;
                }
            }
        }
        return decoded;
    }
}
