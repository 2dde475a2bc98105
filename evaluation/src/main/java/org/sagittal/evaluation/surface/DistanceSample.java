package org.sagittal.evaluation.surface;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Distances of the elements of an outline, ascending, and of equal distances those of lighter elements first; each pair of distance and
 * weight once, with how many elements have it.
 *
 * <p>On a lattice few distances differ, so that a sample is far smaller than the outline.
 */
public final class DistanceSample {
    private final double[] valuesMm;
    private final double[] units;
    private final long[] counts;
    private final long count;
    private final double weight;

    private DistanceSample(double[] valuesMm, double[] units, long[] counts) {
        this.valuesMm = valuesMm;
        this.units = units;
        this.counts = counts;
        this.count = Arrays.stream(counts).sum();
        this.weight = weightOf(valuesMm.length);
    }

    /** What the first entries weigh together. */
    private double weightOf(int entries) {
        double sum = 0;
        for (int i = 0; i < entries; i++) {
            sum += units[i] * counts[i];
        }
        return sum;
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
            sum += valuesMm[i] * (units[i] * counts[i]);
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
        int within = 0;
        while (within < valuesMm.length && valuesMm[within] <= toleranceMm) {
            within++;
        }
        return weightOf(within);
    }

    /**
     * The weight of the elements whose distance, rounded to float32, is within a distance rounded likewise.
     *
     * @param toleranceMm inclusive
     * @return between 0 and {@link #weight()}
     */
    public double weightWithinFloat32(double toleranceMm) {
        int within = 0;
        while (within < valuesMm.length && (float) valuesMm[within] <= (float) toleranceMm) {
            within++;
        }
        return weightOf(within);
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
     * <p>Where the weights add up to the share but for rounding, the order of additions decides. It is surface-distance's: element after
     * element here, and for the whole in pairs, as NumPy adds.
     *
     * @param percent 0 to 100
     * @return millimetres; NaN if the outline is empty
     */
    public double weightedPercentileMm(double percent) {
        double total = new PairwiseSum(units, counts).total();
        double share = percent / 100;
        double near = share * total * (1 - 1e-9);
        double cumulative = 0;
        for (int i = 0; i < valuesMm.length; i++) {
            for (long n = 0; n < counts[i]; n++) {
                cumulative += units[i];
                if (cumulative >= near && cumulative / total >= share) {
                    return valuesMm[i];
                }
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
                gatherer.add(sample.valuesMm[i], sample.counts[i], sample.units[i]);
            }
        }
        return gatherer.sample();
    }

    /** Gathers distances in a hash table of their values and weights. */
    static final class Gatherer {
        private long[] keys = new long[1 << 10];
        private double[] units = new double[1 << 10];
        private long[] counts = new long[1 << 10];
        private int size;

        /** Adds elements of one weight each at one distance. */
        void add(double valueMm, long elements, double unit) {
            // Distances are not negative, so no bit pattern plus one is zero, which marks a free slot.
            long key = Double.doubleToRawLongBits(valueMm) + 1;
            int slot = slot(key, unit);
            if (keys[slot] == 0) {
                keys[slot] = key;
                units[slot] = unit;
                size++;
            }
            counts[slot] += elements;
            if (2 * size > keys.length) {
                grow();
            }
        }

        private int slot(long key, double unit) {
            int mask = keys.length - 1;
            long mixed = (key + Double.doubleToRawLongBits(unit) * 31) * 0x9E3779B97F4A7C15L;
            int slot = (int) (mixed >>> 32) & mask;
            while (keys[slot] != 0 && (keys[slot] != key || units[slot] != unit)) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            double[] oldUnits = units;
            long[] oldCounts = counts;
            keys = new long[2 * oldKeys.length];
            units = new double[2 * oldKeys.length];
            counts = new long[2 * oldKeys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slot(oldKeys[i], oldUnits[i]);
                    keys[slot] = oldKeys[i];
                    units[slot] = oldUnits[i];
                    counts[slot] = oldCounts[i];
                }
            }
        }

        DistanceSample sample() {
            int[] slots = IntStream.range(0, keys.length)
                    .filter(slot -> keys[slot] != 0)
                    .boxed()
                    // Bit patterns of what is not negative are in the order of the numbers.
                    .sorted(Comparator.comparingLong((Integer slot) -> keys[slot])
                            .thenComparingDouble(slot -> units[slot]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new DistanceSample(
                    Arrays.stream(slots)
                            .mapToDouble(slot -> Double.longBitsToDouble(keys[slot] - 1))
                            .toArray(),
                    Arrays.stream(slots).mapToDouble(slot -> units[slot]).toArray(),
                    Arrays.stream(slots).mapToLong(slot -> counts[slot]).toArray());
        }
    }
}
