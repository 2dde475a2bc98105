package org.sagittal.models.augment.intensity;

import java.util.List;
import java.util.Optional;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Bends the values of each channel: ((v - min) / range)^gamma * range + min, on v or on -v; afterwards mean and standard deviation are
 * put back to what they were, if that is asked for.
 *
 * <p>Reference: nnU-Net's gamma augmentation (batchgeneratorsv2 0.3.6); the standard deviation has n - 1 in its divisor.
 *
 * @param gammas one exponent a channel, above 0
 * @param inverted whether the negative image is bent
 * @param keepStatistics whether mean and standard deviation are restored
 */
public record Gamma(List<Double> gammas, boolean inverted, boolean keepStatistics) implements Transform {
    /** Chance that the negative of a patch is bent. */
    public static final double INVERTED_CHANCE = 0.1;

    /** Chance that a patch is bent. */
    public static final double CHANCE = 0.3;

    private static final FactorRange RANGE = new FactorRange(0.7, 1.5);
    private static final double SMALLEST_DIVISOR = 1e-7;

    /** Copies the list; refuses exponents that are not positive. */
    public Gamma {
        gammas = List.copyOf(gammas);
        if (gammas.stream().anyMatch(g -> !(g > 0))) {
            throw new IllegalArgumentException("gammas must be positive, got " + gammas);
        }
    }

    /**
     * Draws an exponent for each channel: half of them uniform in [0.7, 1), half in [1, 1.5); statistics are kept.
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @return the change, with probability 0.3
     */
    public static Optional<Transform> draw(RandomStream random, int channels) {
        return random.chance(CHANCE)
                ? Optional.of(new Gamma(RANGE.drawEach(random, channels), false, true))
                : Optional.empty();
    }

    /**
     * Draws exponents as {@link #draw} does, for the negative image.
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @return the change, with probability 0.1
     */
    public static Optional<Transform> drawInverted(RandomStream random, int channels) {
        return random.chance(INVERTED_CHANCE)
                ? Optional.of(new Gamma(RANGE.drawEach(random, channels), true, true))
                : Optional.empty();
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        FactorRange.requireOneEach("gammas", gammas, patch.channels());
        for (int c = 0; c < patch.channels(); c++) {
            bend(patch.image(c), gammas.get(c));
        }
        return patch;
    }

    private void bend(float[] channel, double gamma) {
        ChannelStatistics old = ChannelStatistics.of(channel);
        // On the negative image minimum and maximum change places; what follows is in terms of that image.
        float sign = inverted ? -1 : 1;
        float minimum = inverted ? -old.maximum() : old.minimum();
        float range = old.maximum() - old.minimum();
        float divisor = Math.max(range, (float) SMALLEST_DIVISOR);
        PowerTable power = new PowerTable(gamma);
        for (int i = 0; i < channel.length; i++) {
            float share = Math.min(1, Math.max(0, (sign * channel[i] - minimum) / divisor));
            channel[i] = sign * (power.of(share) * range + minimum);
        }
        if (keepStatistics) {
            ChannelStatistics bent = ChannelStatistics.of(channel);
            float factor = (float) (old.deviation() / Math.max(bent.deviation(), SMALLEST_DIVISOR));
            float bentMean = (float) bent.mean();
            float mean = (float) old.mean();
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (channel[i] - bentMean) * factor + mean;
            }
        }
    }
}
