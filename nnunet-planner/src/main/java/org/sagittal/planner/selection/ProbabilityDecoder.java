package org.sagittal.planner.selection;

import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Probabilities -> labels, one class after the other, so that memory holds the best value so far and not all classes. Without regions the
 * label is the class of the largest probability, the lowest winning ties; with regions label 0 is overwritten by {@code
 * regions_class_order[i]} for each region i in turn whose probability is above 0.5.
 *
 * <p>Reference: {@code LabelManager.convert_probabilities_to_segmentation} of nnU-Net 2.8.1.
 */
final class ProbabilityDecoder {
    private static final float IN_REGION = 0.5f;

    private final LabelScheme labels;
    private final Shape shape;
    private final short[][] decoded;
    private final float[][] best;

    /**
     * Begins.
     *
     * @param labels what the classes stand for
     * @param shape extents of the map
     */
    ProbabilityDecoder(LabelScheme labels, Shape shape) {
        this.labels = labels;
        this.shape = shape;
        this.decoded = new short[shape.z()][shape.sliceVoxels()];
        this.best = labels.hasRegions() ? new float[0][] : new float[shape.z()][];
    }

    /**
     * Takes one slice; for every slice the classes come in ascending order.
     *
     * @param head class or region
     * @param z slice
     * @param values y * x probabilities; not kept
     */
    void slice(int head, int z, float[] values) {
        if (labels.hasRegions()) {
            region(labels.regionsClassOrder().get(head).shortValue(), decoded[z], values);
        } else if (head == 0) {
            best[z] = values.clone();
        } else {
            larger((short) head, z, values);
        }
    }

    private static void region(short label, short[] into, float[] values) {
        for (int i = 0; i < into.length; i++) {
            if (values[i] > IN_REGION) {
                into[i] = label;
            }
        }
    }

    private void larger(short label, int z, float[] values) {
        float[] most = best[z];
        short[] into = decoded[z];
        for (int i = 0; i < into.length; i++) {
            if (values[i] > most[i]) {
                most[i] = values[i];
                into[i] = label;
            }
        }
    }

    /**
     * The finished map.
     *
     * @return one label a voxel
     */
    LabelVoxels labels() {
        return LabelVoxels.of(shape, decoded);
    }
}
