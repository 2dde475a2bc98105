package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.cli.input.NonFiniteWord;
import org.sagittal.cli.input.PositiveWord;
import org.sagittal.cli.input.TrainingWords;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.Planner;
import org.sagittal.planner.pipeline.PipelineRequest;
import org.sagittal.planner.pipeline.SelfConfiguringPipeline;
import org.sagittal.planner.pipeline.TrainingOptions;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal run}: the whole job. */
@Command(
        name = "run",
        description = {
            "Does the whole job: from a raw dataset to a report",
            "Fingerprint, plan, preprocess, train, validate, choose as find-best does, predict imagesTs if there is one, score. "
                    + "Every finished step is kept: stopped or killed, the same command goes on from there. "
                    + "'predict -m WORK' then predicts with what was found best."
        },
        footer = {
            "  sagittal run Dataset004_Hippocampus -o work",
            "  sagittal run Dataset004_Hippocampus -o work -c 2d -c 3d_fullres -f 0,1,2,3,4 --npz",
            "  sagittal run Dataset004_Hippocampus -o quick --epochs 50 --precision bf16"
        })
public final class RunCommand extends Subcommand {
    @Parameters(paramLabel = "RAW", description = "folder of a raw dataset, or its name or number in nnUNet_raw")
    private String raw;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "WORK",
            description = "folder for plans, store, runs, predictions and report")
    private Path work;

    @Option(
            names = {"-c", "--configuration"},
            paramLabel = "CONFIG",
            description =
                    "2d, 3d_fullres, ...; may be given several times, the best is reported, or with --npz the best "
                            + "pair (default: 3d_fullres, or 2d for pictures)")
    private List<String> configurations = new ArrayList<>();

    @Option(
            names = {"-f", "--fold"},
            paramLabel = "FOLD",
            split = ",",
            description = "0 to 4, or all; may be given several times (default 0)")
    private List<String> folds = new ArrayList<>();

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            defaultValue = "ExperimentPlanner",
            description = "as in 'sagittal plan' (default ExperimentPlanner)")
    private String planner;

    @Option(
            names = "--memory-gb",
            converter = PositiveWord.class,
            paramLabel = "G",
            description = "memory to plan for (default: the planner's)")
    private Double memoryGb;

    @Mixin
    private TrainingWords training;

    @Mixin
    private NonFiniteWord nonFinite;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public RunCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        training.remark().ifPresent(console::message);
        RawDataset dataset = NnunetFolders.fromEnvironment().raw(raw);
        ImageReader reader = nonFinite.readerOf(dataset);
        PlanOptions planning = PlanOptions.of(dataset.name(), understood(() -> PlannerProfile.named(planner)));
        TrainingOptions options = training.options();
        PipelineRequest request = understood(() -> new PipelineRequest(
                dataset,
                work,
                memoryGb == null ? planning : planning.withMemoryGb(memoryGb),
                Planner::plan,
                configurations,
                folds,
                options,
                threads()));
        Path page = new SelfConfiguringPipeline(request, reader, new ConsoleJob(console)).run();
        console.result("report: " + page);
        return 0;
    }
}
