package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.cli.input.NonFiniteWord;
import org.sagittal.cli.input.PlanWords;
import org.sagittal.cli.input.TrainingWords;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.planner.pipeline.CaseFiles;
import org.sagittal.planner.pipeline.FoldTraining;
import org.sagittal.planner.pipeline.FoldValidation;
import org.sagittal.planner.pipeline.JobListener;
import org.sagittal.planner.pipeline.PredictionReporter;
import org.sagittal.planner.pipeline.RunDescription;
import org.sagittal.planner.pipeline.RunFolder;
import org.sagittal.planner.pipeline.StoreFilling;
import org.sagittal.planner.pipeline.TrainingOptions;
import org.sagittal.planner.pipeline.TrainingReporter;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.split.CrossValidationSplit;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.CaseStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal train}: one fold of one configuration. */
@Command(
        name = "train",
        description = {
            "Trains one fold of one configuration",
            "Preprocesses what is not preprocessed, trains, and predicts and scores the held-out cases. The run folder holds "
                    + "checkpoints, log.jsonl, progress.png and validation/; it is a model for 'sagittal predict -m'."
        },
        footer = {"  sagittal train Dataset004_Hippocampus --plans plans.json -c 3d_fullres -f 0 -o run"})
public final class TrainCommand extends Subcommand {
    @Parameters(paramLabel = "RAW", description = "folder of a raw dataset, or its name or number in nnUNet_raw")
    private String raw;

    @Mixin
    private PlanWords plan;

    @Option(
            names = {"-f", "--fold"},
            required = true,
            paramLabel = "FOLD",
            description = "0 to 4, or all")
    private String fold;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "RUN",
            description = "folder of the run")
    private Path run;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "preprocessed cases, to be shared by several trainings (default: RUN/store)")
    private Path store;

    @Option(
            names = "--splits",
            paramLabel = "FILE",
            description = "splits_final.json (default: in RAW, else beside the plans, else nnU-Net's five folds)")
    private Path splits;

    @Option(
            names = "--previous",
            paramLabel = "RUNS",
            description = "for the second stage of a cascade: the folder with fold_0 to fold_4 of the first")
    private Path previous;

    @Option(
            names = "--resume",
            description =
                    "go on with the training in RUN; a training with the same settings is gone on with in any case, "
                            + "one with others is refused")
    private boolean resume;

    @Option(
            names = "--no-validation",
            description = "do not predict the held-out cases; the same command without it does so later")
    private boolean noValidation;

    @Mixin
    private TrainingWords training;

    @Mixin
    private NonFiniteWord nonFinite;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public TrainCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        training.remark().ifPresent(console::message);
        RawDataset dataset = NnunetFolders.fromEnvironment().raw(raw);
        Plans plans = Plans.read(plan.file());
        TrainingOptions options = training.options();
        Fold cases = cases(dataset);
        ConsoleJob listener = new ConsoleJob(console);
        try (FolderLock alone = FolderLock.take(run);
                Runtime runtime = Runtime.open(threads())) {
            new RunDescription(plans, plan.configuration(), dataset.description(), fold, cases)
                    .refuseOther(run, options);
            CaseStore preprocessed = preprocess(runtime, dataset, plans, cases, listener);
            FoldTraining fitting =
                    new FoldTraining(plans, plan.configuration(), dataset.description(), preprocessed, fold, cases);
            int epochs = options.epochsOf(plans.configuration(plan.configuration()));
            try (TrainingReporter reporter = new TrainingReporter("train", epochs, listener)) {
                fitting.run(runtime, run, options, reporter);
            }
            if (!noValidation) {
                console.result(validate(runtime, dataset, options, listener));
            }
        }
        return 0;
    }

    private Fold cases(RawDataset dataset) {
        List<String> ids = dataset.trainingCases().stream().map(RawCase::id).toList();
        if (fold.equals("all")) {
            return Fold.all(ids);
        }
        if (!fold.matches("\\d{1,4}")) {
            throw misuse("-f must be a number from 0, or all, got '" + fold + "'");
        }
        int number = Integer.parseInt(fold);
        return splitFile(dataset)
                .map(file -> CrossValidationSplit.read(file).fold(number, ids).requireWithin(ids, file))
                .orElseGet(() -> CrossValidationSplit.generate(ids).fold(number, ids));
    }

    private Optional<Path> splitFile(RawDataset dataset) {
        if (splits != null) {
            return Optional.of(splits);
        }
        Path beside = plan.file().toAbsolutePath().resolveSibling("splits_final.json");
        return List.of(dataset.folder().resolve("splits_final.json"), beside).stream()
                .filter(Files::exists)
                .findFirst();
    }

    private CaseStore preprocess(Runtime runtime, RawDataset dataset, Plans plans, Fold cases, JobListener listener)
            throws IOException {
        if (plans.configuration(plan.configuration()).previousStage().isPresent() && previous == null) {
            throw misuse(plan.configuration() + " is the second stage of a cascade and needs --previous");
        }
        List<RawCase> needed = dataset.trainingCases().stream()
                .filter(c ->
                        cases.train().contains(c.id()) || cases.validation().contains(c.id()))
                .toList();
        return new StoreFilling(
                        plans, plan.configuration(), dataset.description().labels(), nonFinite.readerOf(dataset))
                .fill(runtime, previous, needed, store != null ? store : run.resolve("store"), listener);
    }

    private String validate(Runtime runtime, RawDataset dataset, TrainingOptions options, JobListener listener)
            throws IOException {
        RunFolder finished = RunFolder.open(run);
        ImageReader reader = nonFinite.readerOf(dataset);
        ProbabilityOutput probabilities = options.probabilities() ? ProbabilityOutput.NPZ : ProbabilityOutput.NONE;
        Optional<Path> firstStage = Optional.ofNullable(previous)
                .map(runs -> runs.resolve("fold_" + fold).resolve("validation"));
        try (PredictionReporter reporter =
                new PredictionReporter("validate", finished.validationCases().size(), listener)) {
            NnunetSummary summary = new FoldValidation(finished, reader, new CaseFiles(reader)::labels)
                    .run(runtime, dataset.trainingCases(), firstStage, probabilities, reporter);
            return String.format(
                    Locale.ROOT,
                    "mean validation Dice %.4f, see %s",
                    summary.foregroundMeanDice(),
                    run.resolve("validation").resolve("summary.json"));
        }
    }
}
