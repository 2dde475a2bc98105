package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.cli.bench.DatasetTasks;
import org.sagittal.cli.bench.Task;
import org.sagittal.cli.bench.Workbench;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.demo.PhantomDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal bench}: our commands beside nnU-Net's on this machine. */
@Command(
        name = "bench",
        description = {
            "Compares time and memory with nnU-Net, where it is installed",
            "Runs both on the same data in turn and prints the median of the ratios, ours over theirs; below 1 is better. "
                    + "Start-up counts on both sides; memory is that of all processes together. nnU-Net's commands must be on the "
                    + "PATH; without them our side is measured alone.",
            "",
            "NAME is one of these, or left out for all four:",
            "  fingerprint, plan, preprocess, evaluate    of a raw dataset, or of phantoms",
            "or one with options of its own ('sagittal bench NAME --help'):",
            "  predict      a folder of cases with a trained model",
            "  ct           the same for large images: no mirroring, no warm-up",
            "  train        epochs of a training",
            "  network      one patch through one network",
            "  precision    Dice and labels of bf16 and --fast beside float32's"
        },
        footer = {
            "  sagittal bench",
            "  sagittal bench preprocess --dataset Dataset004_Hippocampus --plans plans.json -c 3d_fullres"
        })
public final class BenchCommand extends BenchSubcommand {
    private static final int PHANTOMS = 12;
    private static final List<String> OF_DATASETS = List.of("fingerprint", "plan", "preprocess", "evaluate");

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "what to compare (default: the first four)")
    private String name;

    @Option(
            names = "--dataset",
            paramLabel = "RAW",
            description = "folder of a raw dataset (default: " + PHANTOMS + " phantoms)")
    private Path dataset;

    @Option(names = "--plans", paramLabel = "FILE", description = "plans.json for both (default: each plans)")
    private Path plans;

    @Option(
            names = {"-c", "--configuration"},
            paramLabel = "CONFIG",
            defaultValue = "3d_fullres",
            description = "for preprocess: one of the plans' configurations (default 3d_fullres)")
    private String configuration;

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
        return List.of(
                new BenchPredictCommand(console()),
                new BenchCtCommand(console()),
                new BenchTrainCommand(console()),
                new BenchNetworkCommand(console()),
                new BenchPrecisionCommand(console()));
    }

    @Override
    protected void check() {
        if (name != null && (!OF_DATASETS.contains(name) || plans != null && name.equals("plan"))) {
            throw misuse("NAME must be one of " + String.join(", ", OF_DATASETS)
                    + ", predict, ct, train, network or precision (and not plan with --plans), got " + name);
        }
    }

    @Override
    protected void measure(Console console, Workbench bench) throws IOException, InterruptedException {
        DatasetTasks work = new DatasetTasks(bench, data(bench), Optional.ofNullable(plans), configuration);
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (Task task : List.of(work.fingerprint(), work.plan(), work.preprocess(), work.evaluate())) {
            tasks.put(task.name(), task);
        }
        if (plans != null) {
            tasks.remove("plan");
        }
        compare(console, bench, name == null ? List.copyOf(tasks.values()) : List.of(tasks.get(name)));
    }

    private Workbench.Dataset data(Workbench bench) throws IOException {
        if (dataset != null) {
            return bench.link(dataset);
        }
        Path raw = bench.raw(PhantomDataset.NAME);
        PhantomDataset.write(raw, PHANTOMS, 1, done -> {});
        return bench.link(raw);
    }
}
