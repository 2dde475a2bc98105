package org.sagittal.models.augment.patch;

/**
 * A sequence of random numbers that is a pure function of a key. A stream has children, one a number, whose keys follow from its own key
 * and not from what was drawn of it; so the numbers of sample 3 of iteration 17 of epoch 5 are always the same, whichever thread asks
 * for them, and whatever was asked before.
 *
 * <p>Not safe for use by several threads at once: each takes a child of its own.
 *
 * <p>Reference: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix64). Written here because the
 * results of {@code java.util.SplittableRandom} may change with the JDK.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long state;
    private double spareGaussian = Double.NaN;

    private RandomStream(long key) {
        this.key = key;
        this.state = key;
    }

    /**
     * The stream of a seed.
     *
     * @param seed any number
     * @return a stream at its start
     */
    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed + GOLDEN_GAMMA));
    }

    /**
     * A stream of its own, independent of this one's position.
     *
     * @param number which child
     * @return the child at its start
     */
    public RandomStream child(long number) {
        return new RandomStream(mix(mix(key ^ 0xD1B54A32D192ED03L) + (number + 1) * GOLDEN_GAMMA));
    }

    /**
     * The next 64 bits.
     *
     * @return any long, all equally likely
     */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /**
     * A uniform number.
     *
     * @return in [0, 1)
     */
    public double uniform() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * A uniform number of an interval.
     *
     * @param low smallest value
     * @param high end of the interval
     * @return in [low, high)
     */
    public double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /**
     * Whether something of this probability happens.
     *
     * @param probability 0 to 1
     * @return true with that probability
     */
    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /**
     * A uniform integer, without bias.
     *
     * @param count number of possible values, at least 1
     * @return in 0 .. count - 1
     * @throws IllegalArgumentException if there is no possible value
     */
    public int below(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
        long bits = nextLong() >>> 1;
        long value = bits % count;
        while (bits - value > Long.MAX_VALUE - (count - 1)) {
            bits = nextLong() >>> 1;
            value = bits % count;
        }
        return (int) value;
    }

    /**
     * A uniform integer of a range.
     *
     * @param low smallest value
     * @param high largest value, not below low
     * @return in low .. high, both included
     */
    public int between(int low, int high) {
        return low + below(Math.addExact(Math.subtractExact(high, low), 1));
    }

    /**
     * A number of the standard normal distribution, by Marsaglia's polar method.
     *
     * @return mean 0, standard deviation 1
     */
    public double gaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * uniform() - 1;
            v = 2 * uniform() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        return u * factor;
    }

    /**
     * The numbers 0 to count - 1 in random order.
     *
     * @param count how many
     * @return a uniform permutation
     */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
