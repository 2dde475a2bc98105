package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.cli.bench.TrainingTask;
import org.sagittal.cli.bench.Workbench;
import org.sagittal.cli.console.Console;
import org.sagittal.planner.plan.Plans;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal bench train}: epochs of a training. */
@Command(
        name = "train",
        description = {
            "Compares epochs of a training",
            "Both sides train the first fold by the same plans for as many epochs and iterations. 'epoch' is the median epoch "
                    + "without start-up; wall time, processor time and memory are those of the whole training. Preprocessing is "
                    + "done once before and does not count, and neither side predicts the held-out cases: 'bench predict' does."
        },
        footer = {
            "  sagittal bench train --dataset Dataset004_Hippocampus --plans plans.json -c 3d_fullres",
            "  sagittal bench train --dataset RAW --plans plans.json -c 2d --iterations 50 --runs 1"
        })
public final class BenchTrainCommand extends BenchSubcommand {
    @Option(names = "--dataset", required = true, paramLabel = "RAW", description = "folder of a raw dataset")
    private Path dataset;

    @Option(names = "--plans", required = true, paramLabel = "FILE", description = "plans.json for both")
    private Path plans;

    @Option(
            names = {"-c", "--configuration"},
            required = true,
            paramLabel = "CONFIG",
            description = "one of the plans' configurations, e.g. 3d_fullres")
    private String configuration;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "1", description = "epochs of each run (default 1)")
    private int epochs;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "250",
            description = "training batches an epoch (default 250)")
    private int iterations;

    @Option(
            names = "--validation-iterations",
            paramLabel = "N",
            defaultValue = "50",
            description = "validation batches an epoch (default 50)")
    private int validationIterations;

    @Option(names = "--precision", paramLabel = "float32|bf16", description = "for our side (default float32)")
    private String precision;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public BenchTrainCommand(Console console) {
        super(console);
    }

    @Override
    protected void check() {
        understood(() -> new TrainingTask.Length(epochs, iterations, validationIterations));
        Plans.read(plans).configuration(configuration);
    }

    @Override
    protected void measure(Console console, Workbench bench) throws IOException, InterruptedException {
        remarkOnThreads(console);
        TrainingTask.Length length = new TrainingTask.Length(epochs, iterations, validationIterations);
        List<String> words = precision == null ? List.of() : List.of("--precision", precision);
        TrainingTask task = new TrainingTask(plans, configuration, length, words);
        compare(console, bench, List.of(task.task(bench, bench.link(dataset), 0)));
    }
}
