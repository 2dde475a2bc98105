package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.cli.bench.CaseLinks;
import org.sagittal.cli.bench.PredictionTask;
import org.sagittal.cli.bench.Workbench;
import org.sagittal.cli.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal bench predict}: a folder of cases with a trained model. */
@Command(
        name = "predict",
        description = {
            "Compares prediction of a folder of cases",
            "Both sides take the same model, images and mirroring; nnU-Net runs with -npp 1 -nps 1, its fastest and smallest "
                    + "setting on two cores."
        },
        footer = {"  sagittal bench predict -m nnUNetTrainer__nnUNetPlans__3d_fullres -i imagesTs --cases 65"})
public class BenchPredictCommand extends BenchSubcommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "DIR",
            description = "an nnU-Net results folder with fold_0 and the like")
    private Path model;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "DIR",
            description = "a folder of its images")
    private Path input;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "" + Integer.MAX_VALUE,
            description = "only the first N cases (default: all)")
    private int cases;

    @Option(names = "--precision", paramLabel = "float32|bf16", description = "for our side (default float32)")
    private String precision;

    @Option(names = "--fast", description = "for our side: no mirroring, larger steps, bf16 where the processor has it")
    private boolean fast;

    @Option(names = "--no-mirroring", description = "on both sides")
    private boolean noMirroring;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public BenchPredictCommand(Console console) {
        super(console);
    }

    /**
     * What differs between small and large images.
     *
     * @param name of the task
     * @param mirroring whether to mirror unless told otherwise
     * @param warmUps pairs that do not count, unless told otherwise
     */
    record Habit(String name, boolean mirroring, int warmUps) {}

    /**
     * How this command runs unless told otherwise.
     *
     * @return its habit
     */
    Habit habit() {
        return new Habit("predict", true, 1);
    }

    @Override
    protected final void check() {
        if (cases < 1) {
            throw misuse("--cases must be at least 1, got " + cases);
        }
    }

    @Override
    protected final void measure(Console console, Workbench bench) throws IOException, InterruptedException {
        remarkOnThreads(console);
        Path images = bench.folder().resolve("images");
        CaseLinks.images(input, id -> true, cases, images);
        List<String> words = new ArrayList<>();
        if (precision != null) {
            words.addAll(List.of("--precision", precision));
        }
        if (fast) {
            words.add("--fast");
        }
        PredictionTask task = new PredictionTask(model, images, habit().mirroring() && !noMirroring, words);
        compare(console, bench, List.of(task.task(habit().name(), bench, habit().warmUps())));
    }
}
