package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs both sides of a task in turn (A B A B ...), so that a machine whose speed drifts hurts both alike. */
public final class SideBySide {
    /** What our launcher sets for us: memory and threads as libtorch likes them. A peer runs without. */
    static final List<String> LAUNCHERS_VARIABLES = List.of("GLIBC_TUNABLES", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT");

    private final Workbench bench;
    private final Peers peers;
    private final int runs;
    private final Consumer<String> news;
    /** What one task made, the next need not make again. */
    private final Set<List<String>> done = new HashSet<>();

    /**
     * Makes a runner.
     *
     * @param bench data and environment
     * @param peers who is installed
     * @param runs how often each side counts, at least 1
     * @param news takes a line before and after each command
     */
    public SideBySide(Workbench bench, Peers peers, int runs, Consumer<String> news) {
        this.bench = bench;
        this.peers = peers;
        this.runs = runs;
        this.news = news;
    }

    /**
     * Runs a task.
     *
     * @param task what to do
     * @return what it cost; our side alone where the peer is not installed
     * @throws IOException if a command fails
     * @throws InterruptedException if this thread is interrupted; the command at work is ended
     */
    public Comparison run(Task task) throws IOException, InterruptedException {
        String program = task.theirs().words().get(0);
        Optional<Path> peer = peers.find(program);
        Map<String, String> environment = new LinkedHashMap<>(bench.environment());
        environment.putAll(task.variables());
        ProcessMeter meter = new ProcessMeter(bench.folder(), environment);
        Runs ours = new Runs(task.name(), meter, task.ours(), false);
        Runs theirs = new Runs(task.name(), meter, task.theirs(), true);
        ours.prepare();
        if (peer.isPresent()) {
            theirs.prepare();
        }
        for (int i = -task.warmUps(); i < runs; i++) {
            String round = i < 0
                    ? "warm-up " + (i + 1 + task.warmUps()) + " of " + task.warmUps()
                    : "run " + (i + 1) + " of " + runs;
            ours.run(round, i >= 0);
            if (peer.isPresent()) {
                theirs.run(round, i >= 0);
            }
        }
        Optional<String> alone = peer.isPresent()
                ? Optional.empty()
                : Optional.of("peer absent: " + program + " is not on the PATH (pip install nnunetv2)");
        return new Comparison(task.name(), figures(ours, theirs), alone);
    }

    private static List<Figure> figures(Runs ours, Runs theirs) {
        List<Figure> figures = new ArrayList<>();
        ours.values.forEach((name, values) -> {
            List<Double> their = theirs.values.getOrDefault(name, List.of());
            // Where the system tells no memory, 0 is not a figure.
            if (values.stream().anyMatch(value -> value > 0)) {
                figures.add(new Figure(name, values, their));
            }
        });
        return figures;
    }

    /** One side's runs. */
    private final class Runs {
        private final String task;
        private final ProcessMeter meter;
        private final Task.Side side;
        private final boolean peer;
        private final Map<String, List<Double>> values = new LinkedHashMap<>();

        Runs(String task, ProcessMeter meter, Task.Side side, boolean peer) {
            this.task = task;
            this.meter = meter;
            this.side = side;
            this.peer = peer;
        }

        void prepare() throws IOException, InterruptedException {
            for (List<String> words : side.before()) {
                if (done.add(words)) {
                    String what = said("before", words);
                    news.accept(what + " ...");
                    news.accept(what + ": " + meter.run(command(words)).said());
                }
            }
        }

        void run(String round, boolean counts) throws IOException, InterruptedException {
            for (Path result : side.results()) {
                Workbench.remove(result);
            }
            String what = said(round, side.words());
            news.accept(what + " ...");
            Cost cost = meter.run(command(side.words()));
            done.add(side.words());
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put(Figure.WALL, cost.wallSeconds());
            figures.put(Figure.PROCESSOR, cost.cpuSeconds());
            figures.put(Figure.MEMORY, cost.peakMib());
            if (side.epochs().isPresent()) {
                figures.put(Figure.EPOCH, side.epochs().get().seconds());
            }
            news.accept(what + ": " + cost.said() + epoch(figures));
            if (counts) {
                figures.forEach(this::add);
            }
        }

        /** E.g. {@code train, run 1 of 3, nnUNetv2_train}. */
        private String said(String round, List<String> words) {
            return task + ", " + round + ", " + bench.named(words);
        }

        private String epoch(Map<String, Double> figures) {
            Double seconds = figures.get(Figure.EPOCH);
            return seconds == null ? "" : String.format(Locale.ROOT, ", %.2f s an epoch", seconds);
        }

        private void add(String name, double value) {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }

        private List<String> command(List<String> words) {
            return peer ? asUsersRunIt(peers, words) : words;
        }
    }

    /** A peer's command, without what our launcher sets for ourselves. */
    static List<String> asUsersRunIt(Peers peers, List<String> words) {
        List<String> all = new ArrayList<>(List.of("env"));
        LAUNCHERS_VARIABLES.forEach(variable -> all.addAll(List.of("-u", variable)));
        all.add(peers.find(words.get(0)).map(Path::toString).orElse(words.get(0)));
        all.addAll(words.subList(1, words.size()));
        return all;
    }
}
