package org.sagittal.models.augment.intensity;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.augment.patch.RandomStream;

/**
 * A range of factors around 1, of which half the draws lie below 1 and half above, each half uniform. A range that starts at 1 or above
 * is simply uniform.
 *
 * @param low smallest factor
 * @param high end of the factors, above 1
 */
record FactorRange(double low, double high) {
    FactorRange {
        if (!(low > 0) || !(high > Math.max(low, 1))) {
            throw new IllegalArgumentException(
                    "factors must be positive and end above 1 and above their start, got [" + low + ", " + high + ")");
        }
    }

    double draw(RandomStream random) {
        if (random.chance(0.5) && low < 1) {
            return random.uniform(low, 1);
        }
        return random.uniform(Math.max(low, 1), high);
    }

    List<Double> drawEach(RandomStream random, int channels) {
        List<Double> factors = new ArrayList<>(channels);
        for (int c = 0; c < channels; c++) {
            factors.add(draw(random));
        }
        return factors;
    }

    static void requireOneEach(String name, List<?> values, int channels) {
        if (values.size() != channels) {
            throw new IllegalArgumentException(
                    name + " must hold one entry for each of the " + channels + " channels, got " + values.size());
        }
    }
}
