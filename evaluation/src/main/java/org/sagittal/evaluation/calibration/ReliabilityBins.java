package org.sagittal.evaluation.calibration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sagittal.evaluation.Score;

/**
 * Calibration errors by bins of equal width: within each, the mean probability against the share that came true.
 *
 * <p>Reference: Guo et al., On calibration of modern neural networks (2017), equations 3 and 5; Kumar et al., Verified uncertainty
 * calibration (2019) for the class-wise form.
 *
 * @param bins how many
 * @param rule what belongs to a bin
 */
public record ReliabilityBins(int bins, Rule rule) {
    /** What belongs to the bin from l to u. */
    public enum Rule {
        /** l &lt;= p &lt;= u in the first bin, l &lt; p &lt;= u in the others: every sample has a bin. */
        CLOSED_FIRST,
        /**
         * l &lt; p &lt;= u in all, so that p = 0 is in none and leaves the ECE's denominator; the class-wise ECE's keeps it. MetricsReloaded.
         */
        OPEN_FIRST
    }

    /** Refuses fewer bins than one. */
    public ReliabilityBins {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, got " + bins);
        }
    }

    /**
     * Expected calibration error of class 1 of a binary task.
     *
     * @param forecasts of two classes
     * @return 0 to 1; undefined if no sample has a bin
     */
    public Score expected(Forecasts forecasts) {
        Tally tally = ofClass(forecasts, 1);
        return tally.samples() == 0
                ? Score.undefined("every probability is 0, and so in no bin")
                : Score.of(tally.gaps() / tally.samples());
    }

    /**
     * The largest gap of any bin, for class 1 of a binary task.
     *
     * @param forecasts of two classes
     * @return 0 to 1; undefined if no sample has a bin
     */
    public Score maximum(Forecasts forecasts) {
        Tally tally = ofClass(forecasts, 1);
        return tally.samples() == 0
                ? Score.undefined("every probability is 0, and so in no bin")
                : Score.of(tally.largestGap());
    }

    /**
     * The mean over classes of their expected calibration errors, each class against the rest.
     *
     * @param forecasts of any number of classes
     * @return 0 to 1
     */
    public Score classWise(Forecasts forecasts) {
        double sum = 0;
        for (int k = 0; k < forecasts.classes(); k++) {
            sum += ofClass(forecasts, k).gaps() / forecasts.samples();
        }
        return Score.of(sum / forecasts.classes());
    }

    /**
     * Expected calibration error of the most likely class: its probability against how often it is right.
     *
     * @param forecasts of any number of classes
     * @return 0 to 1
     */
    public Score topLabel(Forecasts forecasts) {
        Tally tally = new Tally(bins);
        for (int i = 0; i < forecasts.samples(); i++) {
            int top = forecasts.top(i);
            tally.add(bin(forecasts.p(i, top)), forecasts.p(i, top), forecasts.is(i, top));
        }
        return Score.of(tally.gaps() / forecasts.samples());
    }

    private Tally ofClass(Forecasts forecasts, int label) {
        Tally tally = new Tally(bins);
        for (int i = 0; i < forecasts.samples(); i++) {
            tally.add(bin(forecasts.p(i, label)), forecasts.p(i, label), forecasts.is(i, label));
        }
        return tally;
    }

    /** The bin of a probability, -1 for none. Edges are i * step, so that 0.3 lies below the edge 3 * 0.1. */
    int bin(double p) {
        double step = 1.0 / bins;
        int bin = Math.min(bins - 1, (int) (p / step));
        while (bin > 0 && p <= bin * step) {
            bin--;
        }
        while (bin < bins - 1 && p > (bin + 1) * step) {
            bin++;
        }
        return p == 0 && rule == Rule.OPEN_FIRST ? -1 : bin;
    }

    /** Sums by bin. */
    static final class Tally {
        private final long[] counts;
        private final double[] probabilities;
        private final long[] hits;

        Tally(int bins) {
            counts = new long[bins];
            probabilities = new double[bins];
            hits = new long[bins];
        }

        void add(int bin, double p, int hit) {
            if (bin >= 0) {
                counts[bin]++;
                probabilities[bin] += p;
                hits[bin] += hit;
            }
        }

        long samples() {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }

        /** For each bin from the lowest on its samples, mean probability and share that came true; a bin without samples has only their number. */
        ArrayNode toJson() {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < counts.length; i++) {
                ObjectNode bin = node.addObject().put("samples", counts[i]);
                if (counts[i] > 0) {
                    bin.put("probability", probabilities[i] / counts[i]).put("came_true", (double) hits[i] / counts[i]);
                }
            }
            return node;
        }

        /** The bins' gaps, each as heavy as its samples. */
        double gaps() {
            double sum = 0;
            for (int i = 0; i < counts.length; i++) {
                sum += Math.abs(hits[i] - probabilities[i]);
            }
            return sum;
        }

        double largestGap() {
            double largest = 0;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    largest = Math.max(largest, Math.abs(hits[i] - probabilities[i]) / counts[i]);
                }
            }
            return largest;
        }
    }
}
