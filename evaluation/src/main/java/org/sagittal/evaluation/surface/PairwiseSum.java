package org.sagittal.evaluation.surface;

/**
 * Numbers added in pairs, in NumPy's order, so that the last bits are NumPy's too: halves down to 128 numbers, there eight sums side by
 * side.
 *
 * <p>The numbers come in runs of equal ones and are never in memory one by one.
 */
final class PairwiseSum {
    private static final int BLOCK = 128;
    private static final int LANES = 8;

    private final double[] numbers;
    private final long[] counts;
    private final long size;
    private int run;
    private long taken;

    /**
     * Takes the numbers.
     *
     * @param numbers in order
     * @param counts how often each comes
     */
    PairwiseSum(double[] numbers, long[] counts) {
        this.numbers = numbers;
        this.counts = counts;
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        this.size = all;
    }

    /** The sum. */
    double total() {
        run = 0;
        taken = 0;
        return sum(size);
    }

    private double next() {
        while (taken == counts[run]) {
            run++;
            taken = 0;
        }
        taken++;
        return numbers[run];
    }

    private double sum(long count) {
        if (count > BLOCK) {
            long half = count / 2;
            half -= half % LANES;
            double first = sum(half);
            return first + sum(count - half);
        }
        return block((int) count);
    }

    private double block(int count) {
        double result = 0;
        int rest = count;
        if (count >= LANES) {
            double[] lanes = new double[LANES];
            for (int i = 0; i < count - count % LANES; i++) {
                lanes[i % LANES] = i < LANES ? next() : lanes[i % LANES] + next();
            }
            result = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
            rest = count % LANES;
        }
        for (int i = 0; i < rest; i++) {
            result += next();
        }
        return result;
    }
}
