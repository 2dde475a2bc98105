package org.sagittal.planner.fingerprint;

import java.util.Arrays;
import java.util.List;

/**
 * A multiset of float32 values: value -> how often it is there. Two of them add up exactly, in any order, so the statistics of pooled
 * draws need neither the draws nor a fixed order of cases.
 */
final class ValueCounts {
    /** Whole numbers in a range up to this are counted by index instead of sorted. */
    private static final int MAX_HISTOGRAM = 1 << 20;

    private final float[] values;
    private final int[] counts;
    private final long total;

    private ValueCounts(float[] values, int[] counts) {
        this.values = values;
        this.counts = counts;
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        this.total = sum;
    }

    /** No values at all. */
    static ValueCounts empty() {
        return new ValueCounts(new float[0], new int[0]);
    }

    /**
     * Gathers values that may repeat.
     *
     * @param values (n) any order, no NaN
     * @param counts (n) how often each is there; 0 leaves it out
     * @return the multiset
     */
    static ValueCounts of(float[] values, int[] counts) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        boolean whole = true;
        for (float v : values) {
            low = Math.min(low, v);
            high = Math.max(high, v);
            whole &= v == (int) v;
        }
        return whole && (double) high - low < MAX_HISTOGRAM
                ? histogram(values, counts, (int) low, (int) high)
                : sorted(values, counts);
    }

    private static ValueCounts histogram(float[] values, int[] counts, int low, int high) {
        int[] bins = new int[values.length == 0 ? 0 : high - low + 1];
        for (int i = 0; i < values.length; i++) {
            bins[(int) values[i] - low] += counts[i];
        }
        float[] distinct = new float[bins.length];
        int[] kept = new int[bins.length];
        int size = 0;
        for (int b = 0; b < bins.length; b++) {
            if (bins[b] > 0) {
                distinct[size] = low + b;
                kept[size++] = bins[b];
            }
        }
        return new ValueCounts(Arrays.copyOf(distinct, size), Arrays.copyOf(kept, size));
    }

    private static ValueCounts sorted(float[] values, int[] counts) {
        long[] keys = new long[values.length];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (counts[i] > 0) {
                keys[size++] = (long) sortable(values[i]) << 32 | counts[i];
            }
        }
        Arrays.sort(keys, 0, size);
        float[] distinct = new float[size];
        int[] kept = new int[size];
        int last = -1;
        for (int i = 0; i < size; i++) {
            float value = unsortable((int) (keys[i] >> 32));
            if (last < 0 || distinct[last] != value) {
                distinct[++last] = value;
            }
            kept[last] += (int) keys[i];
        }
        return new ValueCounts(Arrays.copyOf(distinct, last + 1), Arrays.copyOf(kept, last + 1));
    }

    /** Bits whose order as integers is the order of the floats. */
    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ bits >> 31 & 0x7fffffff;
    }

    private static float unsortable(int bits) {
        return Float.intBitsToFloat(bits ^ bits >> 31 & 0x7fffffff);
    }

    /** The sum of two multisets. */
    ValueCounts plus(ValueCounts other) {
        float[] merged = new float[values.length + other.values.length];
        int[] sums = new int[merged.length];
        int size = 0;
        int a = 0;
        int b = 0;
        while (a < values.length || b < other.values.length) {
            boolean left = b == other.values.length || a < values.length && values[a] <= other.values[b];
            boolean right = a == values.length || b < other.values.length && other.values[b] <= values[a];
            merged[size] = left ? values[a] : other.values[b];
            sums[size++] = (left ? counts[a] : 0) + (right ? other.counts[b] : 0);
            a += left ? 1 : 0;
            b += right ? 1 : 0;
        }
        return new ValueCounts(Arrays.copyOf(merged, size), Arrays.copyOf(sums, size));
    }

    /**
     * The sum of many multisets, two neighbours at a time, so that each value is moved log n times only.
     *
     * @param parts any number
     * @return their sum
     */
    static ValueCounts sum(List<ValueCounts> parts) {
        if (parts.isEmpty()) {
            return empty();
        }
        int half = parts.size() / 2;
        return half == 0 ? parts.get(0) : sum(parts.subList(0, half)).plus(sum(parts.subList(half, parts.size())));
    }

    /** How many different values there are. */
    int distinct() {
        return values.length;
    }

    /** How many values there are. */
    long total() {
        return total;
    }

    /** The statistics nnU-Net keeps; there must be a value. */
    IntensityProperties properties() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * counts[i];
        }
        double mean = sum / total;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double d = values[i] - mean;
            squares += d * d * counts[i];
        }
        return new IntensityProperties(
                values[values.length - 1],
                mean,
                percentile(50.0),
                values[0],
                percentile(0.5),
                percentile(99.5),
                Math.sqrt(squares / total));
    }

    /**
     * NumPy's default percentile: linear between order statistics.
     *
     * @param percent 0..100
     * @return the value
     */
    double percentile(double percent) {
        double position = percent / 100 * (total - 1);
        long below = (long) Math.floor(position);
        double t = position - below;
        float low = orderStatistic(below);
        float high = orderStatistic(Math.min(below + 1, total - 1));
        float step = high - low;
        return t >= 0.5 ? high - step * (1 - t) : low + step * t;
    }

    private float orderStatistic(long rank) {
        long seen = 0;
        for (int i = 0; i < values.length; i++) {
            seen += counts[i];
            if (seen > rank) {
                return values[i];
            }
        }
        throw new IllegalStateException("rank must be below " + total + ", got " + rank);
    }
}
