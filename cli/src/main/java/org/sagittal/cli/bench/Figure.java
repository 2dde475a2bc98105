package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One cost of a task, run after run.
 *
 * @param name what was measured and its unit, e.g. {@code wall_s}
 * @param ours of our runs, at least one
 * @param theirs of the peer's runs, as many; none where there is no peer
 */
public record Figure(String name, List<Double> ours, List<Double> theirs) {
    /** Wall time, start-up included, in seconds. */
    public static final String WALL = "wall_s";

    /** Processor time of all cores, in seconds. */
    public static final String PROCESSOR = "cpu_s";

    /** Peak memory, in MiB. */
    public static final String MEMORY = "peak_mib";

    /** Wall time of a training epoch, without start-up, in seconds. */
    public static final String EPOCH = "epoch_s";

    /** Copies the lists and refuses runs without a partner. */
    public Figure {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
        if (ours.isEmpty() || !theirs.isEmpty() && ours.size() != theirs.size()) {
            throw new IllegalArgumentException("ours and theirs must be equally many and at least one, got "
                    + ours.size() + " and " + theirs.size());
        }
    }

    /**
     * The median of our cost over the peer's, pair by pair.
     *
     * @return below 1 where we are better; NaN without a peer, or where its cost is 0
     */
    public double ratio() {
        if (theirs.isEmpty()) {
            return Double.NaN;
        }
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = theirs.get(i) > 0 ? ours.get(i) / theirs.get(i) : Double.NaN;
        }
        return median(java.util.Arrays.stream(ratios).boxed().toList());
    }

    /**
     * The middle of some values.
     *
     * @param values at least one
     * @return the larger of the two in the middle where they are even in number
     */
    public static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /**
     * For {@code --json}.
     *
     * @return {@code ours}, {@code theirs} and {@code ratio}: medians; {@code ours_runs}, {@code theirs_runs}: all values
     */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("ours", median(ours));
        if (!theirs.isEmpty()) {
            json.put("theirs", median(theirs));
        }
        if (!Double.isNaN(ratio())) {
            json.put("ratio", ratio());
        }
        ours.forEach(json.putArray("ours_runs")::add);
        theirs.forEach(json.putArray("theirs_runs")::add);
        return json;
    }
}
