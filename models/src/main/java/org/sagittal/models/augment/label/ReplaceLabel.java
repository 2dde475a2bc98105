package org.sagittal.models.augment.label;

import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Writes one label in place of another, in all label channels.
 *
 * @param from the label that disappears
 * @param to the label that takes its place
 */
public record ReplaceLabel(short from, short to) implements Transform {
    /** What is outside of the image becomes background. */
    public static final ReplaceLabel OUTSIDE_BY_BACKGROUND = new ReplaceLabel((short) -1, (short) 0);

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        for (int c = 0; c < patch.labelChannels(); c++) {
            short[] label = patch.label(c);
            for (int i = 0; i < label.length; i++) {
                label[i] = label[i] == from ? to : label[i];
            }
        }
        return patch;
    }
}
