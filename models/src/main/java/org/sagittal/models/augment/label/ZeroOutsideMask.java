package org.sagittal.models.augment.label;

import java.util.List;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Sets image channels to 0 wherever the first label channel is negative, that is outside of the image's non-zero region.
 *
 * <p>Reference: {@code use_mask_for_norm} of nnU-Net's plans.
 *
 * @param channels image channels
 */
public record ZeroOutsideMask(List<Integer> channels) implements Transform {
    /** Copies the list. */
    public ZeroOutsideMask {
        channels = List.copyOf(channels);
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        short[] label = patch.label(0);
        for (int c : channels) {
            float[] channel = patch.image(c);
            for (int i = 0; i < channel.length; i++) {
                channel[i] = label[i] < 0 ? 0 : channel[i];
            }
        }
        return patch;
    }
}
