package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Our command and a peer's, run in turn (A B A B ...) so that a machine whose speed drifts hurts both alike.
 *
 * @param ours costs of our runs
 * @param theirs costs of the peer's runs, as many
 */
public record Comparison(List<Cost> ours, List<Cost> theirs) {
    /** What our launcher sets for us: memory and threads as libtorch likes them. A peer runs without. */
    static final List<String> LAUNCHERS_VARIABLES = List.of("GLIBC_TUNABLES", "OMP_WAIT_POLICY");

    /** Copies the lists and refuses runs without a partner. */
    public Comparison {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
        if (ours.isEmpty() || ours.size() != theirs.size()) {
            throw new IllegalArgumentException("ours and theirs must be equally many and at least one, got "
                    + ours.size() + " and " + theirs.size());
        }
    }

    /**
     * Runs two commands in turn.
     *
     * @param pair the commands
     * @param runs how often each, after one that does not count
     * @param folder takes what they say
     * @param environment variables for both
     * @return what they cost
     * @throws IOException if one fails
     * @throws InterruptedException if this thread is interrupted
     */
    public static Comparison of(CommandPair pair, int runs, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessMeter meter = new ProcessMeter(folder, environment);
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        for (int i = -1; i < runs; i++) {
            Cost our = meter.run(pair.ours());
            Cost their = meter.run(asUsersRunIt(pair.theirs()));
            if (i >= 0) {
                ours.add(our);
                theirs.add(their);
            }
        }
        return new Comparison(ours, theirs);
    }

    private static List<String> asUsersRunIt(List<String> words) {
        List<String> all = new ArrayList<>(List.of("env"));
        LAUNCHERS_VARIABLES.forEach(variable -> all.addAll(List.of("-u", variable)));
        all.addAll(words);
        return all;
    }

    /**
     * Two commands that do the same work.
     *
     * @param ours our words
     * @param theirs the peer's words
     */
    public record CommandPair(List<String> ours, List<String> theirs) {}

    /**
     * The median of our cost over the peer's, pair by pair.
     *
     * @param figure which cost
     * @return below 1 where we are better; NaN where the peer's is 0
     */
    public double ratio(ToDoubleFunction<Cost> figure) {
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            double their = figure.applyAsDouble(theirs.get(i));
            ratios[i] = their > 0 ? figure.applyAsDouble(ours.get(i)) / their : Double.NaN;
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    /**
     * The median of one side.
     *
     * @param side {@link #ours} or {@link #theirs}
     * @param figure which cost
     * @return the middle value
     */
    public static double median(List<Cost> side, ToDoubleFunction<Cost> figure) {
        double[] values = side.stream().mapToDouble(figure).sorted().toArray();
        return values[values.length / 2];
    }
}
