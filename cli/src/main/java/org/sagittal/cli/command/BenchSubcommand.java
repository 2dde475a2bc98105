package org.sagittal.cli.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.cli.bench.Comparison;
import org.sagittal.cli.bench.Peers;
import org.sagittal.cli.bench.SideBySide;
import org.sagittal.cli.bench.Task;
import org.sagittal.cli.bench.Workbench;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.RepeatWords;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the comparisons of whole commands have in common: runs, a folder, and where the results go. */
abstract class BenchSubcommand extends Subcommand {
    @Mixin
    private RepeatWords repeats;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "keep data and results there (default: a folder that is removed)")
    private Path work;

    @Option(names = "--json", description = "one JSON object a line: medians, ratios and every run")
    private boolean json;

    protected BenchSubcommand(Console console) {
        super(console);
    }

    /**
     * Measures.
     *
     * @param console takes results
     * @param bench an empty folder, or the user's
     * @throws IOException if a command fails
     * @throws InterruptedException if this thread is interrupted
     */
    protected abstract void measure(Console console, Workbench bench) throws IOException, InterruptedException;

    /** Refuses wrong words, before anything is made. */
    protected void check() {}

    @Override
    protected final int work(Console console) throws IOException, InterruptedException {
        understood(repeats::checked);
        check();
        Path folder = work != null ? Files.createDirectories(work) : Files.createTempDirectory("sagittal-bench");
        try {
            measure(console, new Workbench(folder, ourselves(), threads()));
            return 0;
        } finally {
            if (work == null) {
                Workbench.remove(folder);
            }
        }
    }

    /**
     * Whether results are for programs.
     *
     * @return true after {@code --json}
     */
    protected final boolean json() {
        return json;
    }

    /**
     * Runs tasks with their peers and says what they cost.
     *
     * @param console takes results
     * @param bench data and environment
     * @param tasks what to do, in this order
     * @throws IOException if a command fails
     * @throws InterruptedException if this thread is interrupted
     */
    protected final void compare(Console console, Workbench bench, List<Task> tasks)
            throws IOException, InterruptedException {
        SideBySide sides = new SideBySide(bench, Peers.fromEnvironment(), repeats.runs(), console::message);
        if (!json) {
            console.result(Comparison.header());
        }
        for (Task task : tasks) {
            Comparison costs = sides.run(task.warmedUp(repeats.warmUps(task.warmUps())));
            console.result(
                    json
                            ? costs.json()
                                    .put("threads", threads())
                                    .put("runs", repeats.runs())
                                    .toString()
                            : costs.line());
        }
    }

    /** nnU-Net's network takes all cores on a CPU, whatever it is told. */
    protected final void remarkOnThreads(Console console) {
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads() != cores) {
            console.message("nnU-Net's network takes all " + cores + " cores, not " + threads()
                    + ": for a fair comparison leave -j away, or bind the whole command to fewer cores (taskset)");
        }
    }

    /** This very program, started as it was. */
    private static List<String> ourselves() {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.sagittal.cli.Sagittal"));
        return words;
    }
}
