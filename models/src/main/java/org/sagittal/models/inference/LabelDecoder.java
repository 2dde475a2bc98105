package org.sagittal.models.inference;

import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.LabelScheme;

/** Logits -> labels, slice by slice as {@link SliceDecoder} says. */
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
        slices[z] = SliceDecoder.ofLogits(labels, logits);
    }

    /**
     * The finished map.
     *
     * @return one label a voxel
     */
    LabelVoxels labels() {
        return LabelVoxels.of(shape, slices);
    }
}
