package org.sagittal.evaluation.surface;

import java.util.Arrays;

/**
 * Distances of the elements of an outline, each value once, ascending, with how many elements have it and what they weigh together.
 *
 * <p>On a lattice few distances differ, so that a sample is far smaller than the outline.
 */
public final class DistanceSample {
    private final double[] valuesMm;
    private final long[] counts;
    private final double[] weights;
    private final long count;
    private final double weight;

    private DistanceSample(double[] valuesMm, long[] counts, double[] weights) {
        this.valuesMm = valuesMm;
        this.counts = counts;
        this.weights = weights;
        this.count = Arrays.stream(counts).sum();
        this.weight = Arrays.stream(weights).sum();
    }

    /**
     * Elements of the outline.
     *
     * @return how many distances there are
     */
    public long count() {
        return count;
    }

    /**
     * Area of the outline in mm^2, its length in mm in 2D, or its number of voxels where all weigh the same.
     *
     * @return the sum of the weights
     */
    public double weight() {
        return weight;
    }

    /**
     * The largest distance.
     *
     * @return millimetres; infinite if the other outline is empty; NaN if this one is
     */
    public double maximumMm() {
        return valuesMm.length == 0 ? Double.NaN : valuesMm[valuesMm.length - 1];
    }

    /**
     * The mean distance, each element as heavy as its weight.
     *
     * @return millimetres; NaN if the outline is empty
     */
    public double meanMm() {
        return sumMm() / weight;
    }

    /**
     * Distance times weight, summed.
     *
     * @return 0 if the outline is empty
     */
    public double sumMm() {
        double sum = 0;
        for (int i = 0; i < valuesMm.length; i++) {
            sum += valuesMm[i] * weights[i];
        }
        return sum;
    }

    /**
     * The spread of the distances around their mean, every element counted once (population formula).
     *
     * @return millimetres; NaN if the outline is empty
     */
    public double standardDeviationMm() {
        double sum = 0;
        for (int i = 0; i < valuesMm.length; i++) {
            sum += valuesMm[i] * counts[i];
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < valuesMm.length; i++) {
            squares += (valuesMm[i] - mean) * (valuesMm[i] - mean) * counts[i];
        }
        return Math.sqrt(squares / count);
    }

    /**
     * The weight of the elements within a distance.
     *
     * @param toleranceMm inclusive
     * @return between 0 and {@link #weight()}
     */
    public double weightWithin(double toleranceMm) {
        double sum = 0;
        for (int i = 0; i < valuesMm.length && valuesMm[i] <= toleranceMm; i++) {
            sum += weights[i];
        }
        return sum;
    }

    /**
     * The percentile by linear interpolation, every element counted once (NumPy's default).
     *
     * @param percent 0 to 100
     * @return millimetres; NaN if the outline is empty
     */
    public double linearPercentileMm(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        double position = percent / 100 * (count - 1);
        long below = (long) Math.floor(position);
        double low = orderStatistic(below);
        double high = orderStatistic(Math.min(count - 1, below + 1));
        double fraction = position - below;
        if (low == high || fraction == 0 || Double.isInfinite(high)) {
            return fraction == 0 ? low : high;
        }
        return fraction >= 0.5 ? high - (high - low) * (1 - fraction) : low + (high - low) * fraction;
    }

    private double orderStatistic(long index) {
        long before = 0;
        for (int i = 0; i < counts.length; i++) {
            before += counts[i];
            if (index < before) {
                return valuesMm[i];
            }
        }
        return maximumMm();
    }

    /**
     * The smallest distance up to which lies at least a share of the weight; no interpolation.
     *
     * @param percent 0 to 100
     * @return millimetres; NaN if the outline is empty
     */
    public double weightedPercentileMm(double percent) {
        double cumulative = 0;
        for (int i = 0; i < valuesMm.length; i++) {
            cumulative += weights[i];
            if (cumulative / weight >= percent / 100) {
                return valuesMm[i];
            }
        }
        return maximumMm();
    }

    /**
     * Both samples as one.
     *
     * @param other more distances
     * @return the union
     */
    public DistanceSample pooledWith(DistanceSample other) {
        Gatherer gatherer = new Gatherer();
        for (DistanceSample sample : new DistanceSample[] {this, other}) {
            for (int i = 0; i < sample.valuesMm.length; i++) {
                gatherer.add(sample.valuesMm[i], sample.counts[i], sample.weights[i]);
            }
        }
        return gatherer.sample();
    }

    /** Gathers distances in a hash table of their values. */
    static final class Gatherer {
        private long[] keys = new long[1 << 10];
        private long[] counts = new long[1 << 10];
        private double[] weights = new double[1 << 10];
        private int size;

        /** Adds elements at one distance. */
        void add(double valueMm, long elements, double elementWeight) {
            // Distances are not negative, so no bit pattern plus one is zero, which marks a free slot.
            long key = Double.doubleToRawLongBits(valueMm) + 1;
            int slot = slot(key);
            if (keys[slot] == 0) {
                keys[slot] = key;
                size++;
            }
            counts[slot] += elements;
            weights[slot] += elementWeight;
            if (2 * size > keys.length) {
                grow();
            }
        }

        private int slot(long key) {
            int mask = keys.length - 1;
            int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldCounts = counts;
            double[] oldWeights = weights;
            keys = new long[2 * oldKeys.length];
            counts = new long[2 * oldKeys.length];
            weights = new double[2 * oldKeys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    counts[slot] = oldCounts[i];
                    weights[slot] = oldWeights[i];
                }
            }
        }

        DistanceSample sample() {
            double[] values = new double[size];
            int n = 0;
            for (long key : keys) {
                if (key != 0) {
                    values[n++] = Double.longBitsToDouble(key - 1);
                }
            }
            Arrays.sort(values);
            long[] sortedCounts = new long[size];
            double[] sortedWeights = new double[size];
            for (int i = 0; i < size; i++) {
                int slot = slot(Double.doubleToRawLongBits(values[i]) + 1);
                sortedCounts[i] = counts[slot];
                sortedWeights[i] = weights[slot];
            }
            return new DistanceSample(values, sortedCounts, sortedWeights);
        }
    }
}
