package org.sagittal.models.augment.label;

import java.util.List;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Turns the second label channel, the previous stage's result, into one image channel of zeros and ones a label, appended to the image.
 *
 * <p>Reference: nnU-Net's cascade (batchgeneratorsv2 0.3.6).
 *
 * @param labels the foreground labels, in the order of the new channels
 */
public record PreviousStageChannels(List<Integer> labels) implements Transform {
    /** Copies the list. */
    public PreviousStageChannels {
        labels = List.copyOf(labels);
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        if (patch.labelChannels() != 2) {
            throw new IllegalArgumentException(
                    "patch must have 2 label channels, the second of the previous stage, got " + patch.labelChannels());
        }
        short[] previous = patch.label(1);
        float[][] image = new float[patch.channels() + labels.size()][];
        for (int c = 0; c < patch.channels(); c++) {
            image[c] = patch.image(c);
        }
        for (int k = 0; k < labels.size(); k++) {
            int label = labels.get(k);
            float[] channel = new float[previous.length];
            for (int i = 0; i < channel.length; i++) {
                channel[i] = previous[i] == label ? 1 : 0;
            }
            image[patch.channels() + k] = channel;
        }
        return new TrainingPatch(patch.shape(), image, new short[][] {patch.label(0)});
    }
}
