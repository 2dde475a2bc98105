package org.sagittal.models.augment.intensity;

import java.util.List;
import java.util.Optional;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Multiplies each channel by a factor.
 *
 * <p>Reference: nnU-Net's multiplicative brightness (batchgeneratorsv2 0.3.6).
 *
 * @param factors one a channel
 */
public record Brightness(List<Double> factors) implements Transform {
    /** Chance that a patch is changed. */
    public static final double CHANCE = 0.15;

    private static final FactorRange RANGE = new FactorRange(0.75, 1.25);

    /** Copies the list. */
    public Brightness {
        factors = List.copyOf(factors);
    }

    /**
     * Draws a factor for each channel: half of them uniform in [0.75, 1), half in [1, 1.25).
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @return the change, with probability 0.15
     */
    public static Optional<Transform> draw(RandomStream random, int channels) {
        return random.chance(CHANCE) ? Optional.of(new Brightness(RANGE.drawEach(random, channels))) : Optional.empty();
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        FactorRange.requireOneEach("factors", factors, patch.channels());
        for (int c = 0; c < patch.channels(); c++) {
            float factor = factors.get(c).floatValue();
            float[] channel = patch.image(c);
            for (int i = 0; i < channel.length; i++) {
                channel[i] *= factor;
            }
        }
        return patch;
    }
}
