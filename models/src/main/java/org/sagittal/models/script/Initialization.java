package org.sagittal.models.script;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How a parameter's first values come about. */
public sealed interface Initialization {
    /**
     * Draws the first values.
     *
     * @param count number of elements
     * @param random source of randomness
     * @return new values
     */
    float[] draw(int count, SplittableRandom random);

    /**
     * The same value everywhere.
     *
     * @param value the value
     */
    record Constant(float value) implements Initialization {
        @Override
        public float[] draw(int count, SplittableRandom random) {
            float[] values = new float[count];
            Arrays.fill(values, value);
            return values;
        }
    }

    /**
     * Normal with standard deviation sqrt(2 / (1 + slope^2) / fanIn).
     *
     * <p>Reference: He et al., Delving Deep into Rectifiers, 2015, equations 12 and 15.
     *
     * @param fanIn number of inputs that feed one output
     * @param negativeSlope slope of the leaky rectifier that follows
     */
    record HeNormal(long fanIn, double negativeSlope) implements Initialization {
        @Override
        public float[] draw(int count, SplittableRandom random) {
            double deviation = Math.sqrt(2 / (1 + negativeSlope * negativeSlope) / fanIn);
            RandomGenerator generator = random;
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (deviation * generator.nextGaussian());
            }
            return values;
        }
    }
}
