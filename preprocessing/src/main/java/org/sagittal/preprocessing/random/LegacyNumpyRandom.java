package org.sagittal.preprocessing.random;

import java.util.Arrays;

/**
 * NumPy's {@code numpy.random.RandomState(seed)}: the same numbers in the same order, word for word.
 *
 * <p>Bounded integers are made by mask and reject: words are cut to the bits of the largest value wanted and thrown away while they
 * exceed it. Bounds up to 2^32 - 1 take one word a try, larger ones two (the first is the upper half); a single possible value takes
 * none. Reference: NumPy's {@code legacy-distributions.c} and {@code _bounded_integers}; compared with NumPy 2.4.6.
 *
 * <p>Not for several threads at a time.
 */
public final class LegacyNumpyRandom {
    private final MersenneTwister twister;
    private final int[] words = new int[MersenneTwister.WORDS];
    private int used = words.length;

    /**
     * Starts the sequence of a seed.
     *
     * @param seed 0..2^32 - 1
     */
    public LegacyNumpyRandom(long seed) {
        twister = new MersenneTwister(seed);
    }

    private int nextWord() {
        if (used == words.length) {
            twister.next(words);
            used = 0;
        }
        return words[used++];
    }

    /**
     * A number in [0, 1) with 53 random bits: {@code random_sample()}.
     *
     * @return a multiple of 2^-53
     */
    public double nextDouble() {
        int high = nextWord() >>> 5;
        int low = nextWord() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /**
     * A number in [low, high): {@code uniform(low, high)}.
     *
     * @param low smallest
     * @param high bound
     * @return low + (high - low) * a number in [0, 1)
     */
    public double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * An integer, each equally likely: {@code randint(low, high)}.
     *
     * @param low smallest
     * @param high exclusive bound, above {@code low}
     * @return low..high - 1
     */
    public long nextLong(long low, long high) {
        if (high <= low) {
            throw new IllegalArgumentException("high must be above low, got low " + low + " and high " + high);
        }
        long largest = high - 1 - low;
        if (largest == 0) {
            return low;
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(largest);
        long value;
        do {
            value = mask <= 0xffffffffL
                    ? nextWord() & mask
                    : (((long) nextWord() << 32) | nextWord() & 0xffffffffL) & mask;
        } while (Long.compareUnsigned(value, largest) > 0);
        return low + value;
    }

    /**
     * An integer, each equally likely: {@code randint(bound)}.
     *
     * @param bound exclusive, at least 1
     * @return 0..bound - 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, got " + bound);
        }
        int largest = bound - 1;
        if (largest == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
        int value = nextWord() & mask;
        while (value > largest) {
            value = nextWord() & mask;
        }
        return value;
    }

    /**
     * Puts values in random order, in place: {@code shuffle(values)}, Fisher-Yates from the end.
     *
     * @param values any
     */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }

    /**
     * The numbers 0..n-1 in random order: {@code permutation(n)}.
     *
     * @param n how many, at least 0
     * @return a new array
     */
    public int[] permutation(int n) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        shuffle(values);
        return values;
    }

    /**
     * Different numbers out of 0..n-1: {@code choice(n, count, replace=False)}, the start of a whole permutation.
     *
     * @param n how many there are
     * @param count how many are drawn, at most n
     * @return the drawn numbers, in the order drawn
     */
    public int[] choiceWithoutReplacement(int n, int count) {
        if (count < 0 || count > n) {
            throw new IllegalArgumentException("count must lie in 0.." + n + " without replacement, got " + count);
        }
        return Arrays.copyOf(permutation(n), count);
    }

    /**
     * How often each number is drawn by {@code choice(n, draws)}, without keeping the draws. Leaves the generator where those draws
     * would.
     *
     * @param n how many numbers there are, 1..2^30
     * @param draws how many are drawn, at most 2^31 - 1
     * @return a count for each of 0..n-1
     */
    public int[] countWithReplacement(int n, int draws) {
        if (n < 1 || n > 1 << 30) {
            throw new IllegalArgumentException("n must lie in 1..2^30, got " + n);
        }
        if (n == 1) {
            return new int[] {draws};
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(n - 1);
        // Rejected words are counted too, above n: that costs less than a branch nobody can predict.
        int[] counts = new int[mask + 1];
        int left = draws;
        while (left > 0 && used < words.length) {
            left -= countOne(counts, mask, n);
        }
        while (left >= words.length) {
            twister.next(words);
            left -= countBlock(counts, mask, n);
        }
        while (left > 0) {
            left -= countOne(counts, mask, n);
        }
        return Arrays.copyOf(counts, n);
    }

    private int countOne(int[] counts, int mask, int n) {
        int value = nextWord() & mask;
        counts[value]++;
        return value < n ? 1 : 0;
    }

    private int countBlock(int[] counts, int mask, int n) {
        int accepted = 0;
        for (int word : words) {
            int value = word & mask;
            counts[value]++;
            accepted += value - n >>> 31;
        }
        return accepted;
    }
}
