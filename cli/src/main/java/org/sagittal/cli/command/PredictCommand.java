package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.cli.input.CaseWords;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.planner.exchange.CheckpointKind;
import org.sagittal.planner.pipeline.ModelSources;
import org.sagittal.planner.pipeline.PredictionReporter;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReaders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal predict}: images in, label maps out. */
@Command(
        name = "predict",
        description = {
            "Segments images with a trained model",
            "Takes models of Sagittal and of nnU-Net v2. Each label map has its image's name and place. A case that fails is "
                    + "named, the others go on, and the exit status is 1."
        })
public final class PredictCommand extends Subcommand {
    private static final double FAST_STEP = 0.75;

    /** How probabilities are written. */
    enum ProbabilityFormat {
        /** nnU-Net's {@code <case>.npz}. */
        NPZ,
        /** One image a channel. */
        NIFTI
    }

    /** Which checkpoint. */
    enum CheckpointWord {
        /** After the last epoch. */
        FINAL,
        /** After the best epoch. */
        BEST
    }

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "MODEL",
            description = "a run folder, a folder of runs, or an nnU-Net results folder or zip")
    private Path modelPath;

    @Option(
            names = {"-i", "--input"},
            required = true,
            arity = "1..*",
            paramLabel = "INPUT",
            description =
                    "a folder of <case>_0000.<ending> files, a .txt list with the files of a case on each line, or the "
                            + "files of one case in channel order")
    private List<Path> input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "folder that takes the label maps")
    private Path output;

    @Option(
            names = {"-f", "--folds"},
            split = ",",
            paramLabel = "FOLD",
            description =
                    "folds whose answers are averaged, e.g. 0,1,2, or all (default: every numbered fold there is)")
    private List<String> folds = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "final|best",
            description = "which checkpoint (default: final, or best where there is no final one)")
    private CheckpointWord checkpoint;

    @Option(
            names = "--step",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "distance of neighbouring tiles as a share of the patch (default 0.5)")
    private double step;

    @Option(names = "--no-mirroring", description = "look at each tile once instead of mirrored in all ways; faster")
    private boolean noMirroring;

    @Option(
            names = "--precision",
            paramLabel = "float32|bf16",
            defaultValue = "FLOAT32",
            description =
                    "number format of convolutions; bf16 halves time and memory where 'doctor' finds it in hardware, and "
                            + "moves a few labels at borders (default float32)")
    private Precision precision;

    @Option(names = "--fast", description = "the same as --no-mirroring --step 0.75")
    private boolean fast;

    @Option(
            names = "--probabilities",
            arity = "0..1",
            fallbackValue = "NPZ",
            paramLabel = "npz|nifti",
            description = "also write probabilities: <case>.npz as nnU-Net does, or with =nifti an image a class")
    private ProbabilityFormat probabilities;

    @Option(
            names = "--previous",
            paramLabel = "DIR",
            description = "for the second stage of a cascade: label maps that the first stage predicted")
    private Path previous;

    @Option(names = "--continue", description = "leave cases alone whose label map is there already")
    private boolean goOn;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PredictCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        try (ModelSource source = open()) {
            return predict(console, source);
        }
    }

    private ModelSource open() throws IOException {
        if (checkpoint == null) {
            return ModelSources.open(modelPath);
        }
        return ModelSources.open(
                modelPath, checkpoint == CheckpointWord.BEST ? CheckpointKind.BEST : CheckpointKind.FINAL);
    }

    private int predict(Console console, ModelSource source) throws IOException {
        MemberDescription member = source.description().onlyMember();
        DatasetDescription dataset = source.description().dataset();
        if (checkpoint == null && !member.checkpoint().equals("final")) {
            console.message("There is no final checkpoint; the " + member.checkpoint() + " one is taken");
        }
        List<RawCase> cases = new CaseWords(dataset).cases(input);
        refuseWithoutPrevious(member);
        SegmentationModel model = source.model(member.name(), folds);
        Files.createDirectories(output);
        BatchRequest request = new BatchRequest(
                ImageReaders.byName(member.recipe().imageReader()),
                output,
                dataset.fileEnding(),
                Optional.ofNullable(previous),
                goOn,
                format());
        if (precision == Precision.BF16 && !Examination.hasBf16()) {
            console.message("This processor has no bf16 in hardware: bf16 will be slower than float32 here");
        }
        InferenceOptions options = new InferenceOptions(fast ? FAST_STEP : step, !fast && !noMirroring, 1, precision);
        List<CaseOutcome> outcomes;
        try (Runtime runtime = Runtime.open(threads());
                Segmenter segmenter = Segmenter.open(runtime, model, options);
                PredictionReporter reporter =
                        new PredictionReporter("predict", cases.size(), new ConsoleJob(console))) {
            outcomes = BatchPrediction.of(segmenter, request).run(cases, reporter);
        }
        leaveDataset(dataset);
        long failed = outcomes.stream()
                .filter(outcome -> outcome.status() == CaseOutcome.Status.FAILED)
                .count();
        console.message(outcomes.size() - failed + " label maps in " + output);
        return failed == 0 ? 0 : 1;
    }

    private void refuseWithoutPrevious(MemberDescription member) {
        Optional<String> stage = member.previousStage();
        if (stage.isPresent() && previous == null) {
            throw misuse("this model is the second stage of a cascade: give what " + stage.get()
                    + " predicts for these cases with --previous");
        }
    }

    private ProbabilityOutput format() {
        if (probabilities == null) {
            return ProbabilityOutput.NONE;
        }
        return probabilities == ProbabilityFormat.NPZ ? ProbabilityOutput.NPZ : ProbabilityOutput.IMAGES;
    }

    /** As nnU-Net does, so that 'evaluate' and 'ensemble' find the labels' names. */
    private void leaveDataset(DatasetDescription dataset) {
        byte[] json = dataset.json().toPrettyString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        WholeFile.write(output.resolve("dataset.json"), out -> out.write(json));
    }
}
