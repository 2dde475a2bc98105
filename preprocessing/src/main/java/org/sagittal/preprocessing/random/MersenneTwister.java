package org.sagittal.preprocessing.random;

/**
 * MT19937: a sequence of 32-bit words of period 2^19937 - 1, made 624 at a time.
 *
 * <p>Reference: M. Matsumoto, T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
 * generator", ACM TOMACS 8 (1998), seeded by the 2002 version of {@code init_genrand} as NumPy's {@code RandomState} does.
 *
 * <p>The recurrence reads words 227 and 454 places back, so a block falls into three runs that the compiler can turn into vector
 * instructions, each into an array of its own.
 */
final class MersenneTwister {
    static final int WORDS = 624;
    private static final int FAR = 397;
    private static final int RUN = WORDS - FAR;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;
    private static final int MATRIX = 0x9908b0df;

    private final int[] state = new int[WORDS + 1];
    private final int[] first = new int[RUN];
    private final int[] second = new int[RUN];
    private final int[] third = new int[WORDS - 2 * RUN];

    MersenneTwister(long seed) {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("seed must lie in 0..2^32 - 1, got " + seed);
        }
        state[0] = (int) seed;
        for (int i = 1; i < WORDS; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /**
     * Makes the next 624 words.
     *
     * @param words overwritten
     */
    void next(int[] words) {
        for (int k = 0; k < RUN; k++) {
            int y = state[k] & UPPER | state[k + 1] & LOWER;
            first[k] = state[k + FAR] ^ y >>> 1 ^ -(y & 1) & MATRIX;
        }
        for (int k = 0; k < RUN; k++) {
            int y = state[k + RUN] & UPPER | state[k + RUN + 1] & LOWER;
            second[k] = first[k] ^ y >>> 1 ^ -(y & 1) & MATRIX;
        }
        state[WORDS] = first[0];
        for (int k = 0; k < third.length; k++) {
            int y = state[k + 2 * RUN] & UPPER | state[k + 2 * RUN + 1] & LOWER;
            third[k] = second[k] ^ y >>> 1 ^ -(y & 1) & MATRIX;
        }
        System.arraycopy(first, 0, state, 0, RUN);
        System.arraycopy(second, 0, state, RUN, RUN);
        System.arraycopy(third, 0, state, 2 * RUN, third.length);
        temper(words);
    }

    private void temper(int[] words) {
        for (int k = 0; k < WORDS; k++) {
            int y = state[k];
            y ^= y >>> 11;
            y ^= y << 7 & 0x9d2c5680;
            y ^= y << 15 & 0xefc60000;
            words[k] = y ^ y >>> 18;
        }
    }
}
