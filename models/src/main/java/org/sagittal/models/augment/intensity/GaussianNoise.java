package org.sagittal.models.augment.intensity;

import java.util.Optional;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Adds independent normal noise to every value of every channel.
 *
 * <p>Reference: nnU-Net, where the number is called a variance and used as a standard deviation.
 *
 * @param standardDeviation of the noise, in units of the normalised image
 * @param noise the stream that the noise is drawn from; each use starts it anew
 */
public record GaussianNoise(double standardDeviation, RandomStream noise) implements Transform {
    /** Chance that a patch is noised. */
    public static final double CHANCE = 0.1;

    /** End of the standard deviations drawn. */
    public static final double LARGEST_DEVIATION = 0.1;

    /** Refuses negative deviations. */
    public GaussianNoise {
        if (!(standardDeviation >= 0)) {
            throw new IllegalArgumentException("standardDeviation must not be negative, got " + standardDeviation);
        }
    }

    /**
     * Draws one deviation for all channels, uniform from 0 to 0.1.
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @return the change, with probability 0.1
     */
    public static Optional<Transform> draw(RandomStream random, int channels) {
        if (!random.chance(CHANCE)) {
            return Optional.empty();
        }
        return Optional.of(new GaussianNoise(random.uniform(0, LARGEST_DEVIATION), random.child(0)));
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        for (int c = 0; c < patch.channels(); c++) {
            RandomStream values = noise.child(c);
            float[] channel = patch.image(c);
            for (int i = 0; i < channel.length; i++) {
                channel[i] += (float) (standardDeviation * values.gaussian());
            }
        }
        return patch;
    }
}
