package org.sagittal.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.cli.bench.Comparison;
import org.sagittal.cli.bench.Cost;
import org.sagittal.cli.bench.Workbench;
import org.sagittal.cli.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal bench}: our commands beside nnU-Net's on this machine. */
@Command(
        name = "bench",
        description = {
            "Compares time and memory with nnU-Net, where it is installed",
            "Runs both on the same phantoms in turn and prints the median ratio, ours over theirs; below 1 is better. Start-up "
                    + "counts on both sides. nnU-Net's commands must be on the PATH."
        })
public final class BenchCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description =
                    "fingerprint, plan, preprocess, evaluate or predict (default: all); network has options of its own")
    private String name;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "pairs that count (default 3)")
    private int runs;

    @Option(names = "--model", paramLabel = "DIR", description = "for predict: an nnU-Net results folder with fold_0")
    private Path model;

    @Option(names = "--input", paramLabel = "DIR", description = "for predict: a folder of its images")
    private Path input;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "keep data and results there (default: a folder that is removed)")
    private Path work;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public BenchCommand(Console console) {
        super(console);
    }

    @Override
    public List<Subcommand> children() {
        return List.of(new BenchNetworkCommand(console()));
    }

    @Override
    protected int work(Console console) throws IOException, InterruptedException {
        if (runs < 1) {
            throw misuse("--runs must be at least 1, got " + runs);
        }
        Path folder = work != null ? Files.createDirectories(work) : Files.createTempDirectory("sagittal-bench");
        try {
            Workbench bench = new Workbench(folder, ourselves(), threads());
            Map<String, Comparison.CommandPair> pairs = chosen(bench);
            console.resultf("%-12s %10s %10s %12s   ours / theirs", "", "wall", "cpu", "memory");
            bench.prepare();
            for (Map.Entry<String, Comparison.CommandPair> entry : pairs.entrySet()) {
                compare(console, bench, folder, entry.getKey(), entry.getValue());
            }
            return 0;
        } finally {
            if (work == null) {
                remove(folder);
            }
        }
    }

    private Map<String, Comparison.CommandPair> chosen(Workbench bench) {
        Map<String, Comparison.CommandPair> all = new LinkedHashMap<>(bench.pairs());
        if (model != null && input != null) {
            all.put("predict", bench.predict(model, input));
        } else if ("predict".equals(name)) {
            throw misuse("predict needs --model and --input");
        }
        if (name == null) {
            return all;
        }
        if (!all.containsKey(name)) {
            throw misuse("NAME must be one of " + String.join(", ", all.keySet()) + " or predict, got " + name);
        }
        // What comes before makes what the chosen work needs.
        Map<String, Comparison.CommandPair> needed = new LinkedHashMap<>();
        for (Map.Entry<String, Comparison.CommandPair> entry : all.entrySet()) {
            needed.put(entry.getKey(), entry.getValue());
            if (entry.getKey().equals(name)) {
                break;
            }
        }
        if (name.equals("predict") || name.equals("fingerprint")) {
            needed.keySet().retainAll(List.of(name));
        }
        return needed;
    }

    private void compare(Console console, Workbench bench, Path folder, String title, Comparison.CommandPair pair)
            throws IOException, InterruptedException {
        String peer = pair.theirs().get(0);
        if (!installed(peer)) {
            console.resultf("%-12s peer absent: %s is not on the PATH (pip install nnunetv2)", title, peer);
            return;
        }
        int counted = name == null || name.equals(title) ? runs : 1;
        Comparison costs = Comparison.of(pair, counted, folder, bench.environment());
        if (name != null && !name.equals(title)) {
            return;
        }
        console.resultf(
                "%-12s %10.3f %10.3f %12.3f   %.1f s / %.1f s, %.0f MiB / %.0f MiB",
                title,
                costs.ratio(Cost::wallSeconds),
                costs.ratio(Cost::cpuSeconds),
                costs.ratio(Cost::peakMib),
                Comparison.median(costs.ours(), Cost::wallSeconds),
                Comparison.median(costs.theirs(), Cost::wallSeconds),
                Comparison.median(costs.ours(), Cost::peakMib),
                Comparison.median(costs.theirs(), Cost::peakMib));
    }

    private static boolean installed(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** This very program, started as it was. */
    private static List<String> ourselves() {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.sagittal.cli.Sagittal"));
        return words;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (var paths = Files.walk(folder)) {
            all = new ArrayList<>(paths.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
