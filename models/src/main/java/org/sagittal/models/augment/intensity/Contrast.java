package org.sagittal.models.augment.intensity;

import java.util.List;
import java.util.Optional;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Stretches each channel about its mean: (v - mean) * factor + mean, cut to the old range if that is kept.
 *
 * <p>Reference: nnU-Net's contrast augmentation (batchgeneratorsv2 0.3.6).
 *
 * @param factors one a channel
 * @param keepRange whether values stay between the channel's old minimum and maximum
 */
public record Contrast(List<Double> factors, boolean keepRange) implements Transform {
    /** Chance that a patch is changed. */
    public static final double CHANCE = 0.15;

    private static final FactorRange RANGE = new FactorRange(0.75, 1.25);

    /** Copies the list. */
    public Contrast {
        factors = List.copyOf(factors);
    }

    /**
     * Draws a factor for each channel: half of them uniform in [0.75, 1), half in [1, 1.25); the range is kept.
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @return the change, with probability 0.15
     */
    public static Optional<Transform> draw(RandomStream random, int channels) {
        return random.chance(CHANCE)
                ? Optional.of(new Contrast(RANGE.drawEach(random, channels), true))
                : Optional.empty();
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        FactorRange.requireOneEach("factors", factors, patch.channels());
        for (int c = 0; c < patch.channels(); c++) {
            float[] channel = patch.image(c);
            float factor = factors.get(c).floatValue();
            ChannelStatistics old = ChannelStatistics.of(channel);
            float mean = (float) old.mean();
            float low = keepRange ? old.minimum() : Float.NEGATIVE_INFINITY;
            float high = keepRange ? old.maximum() : Float.POSITIVE_INFINITY;
            for (int i = 0; i < channel.length; i++) {
                channel[i] = Math.min(high, Math.max(low, (channel[i] - mean) * factor + mean));
            }
        }
        return patch;
    }
}
