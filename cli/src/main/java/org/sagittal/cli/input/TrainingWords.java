package org.sagittal.cli.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.script.Precision;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.pipeline.ModelSources;
import org.sagittal.planner.pipeline.TrainingOptions;
import picocli.CommandLine.Option;

/** The options that change a plan's training, the same for every command that trains. */
public final class TrainingWords {
    @Option(
            names = "--epochs",
            converter = CountWord.class,
            paramLabel = "N",
            description = "epochs (default: as planned, usually 1000)")
    private Integer epochs;

    @Option(
            names = "--iterations",
            converter = CountWord.class,
            paramLabel = "N",
            description = "training batches an epoch (default 250)")
    private Integer iterations;

    @Option(
            names = "--validation-iterations",
            converter = CountWord.class,
            paramLabel = "N",
            description = "validation batches an epoch (default 50)")
    private Integer validationIterations;

    @Option(
            names = "--batch-size",
            converter = CountWord.class,
            paramLabel = "N",
            description = "patches in a batch (default: as planned)")
    private Integer batchSize;

    @Option(
            names = "--lr",
            converter = PositiveWord.class,
            paramLabel = "X",
            description = "learning rate of the first epoch (default 0.01)")
    private Double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed, for a training that can be repeated (default: drawn)")
    private Long seed;

    @Option(
            names = "--precision",
            paramLabel = "float32|bf16",
            defaultValue = "float32",
            description =
                    "number format of convolutions, forward and backward; bf16 is faster where 'doctor' finds it in "
                            + "hardware, and rounds features and their gradients to 8 bits; weights, norms, loss and optimizer stay "
                            + "float32 (default float32)")
    private Precision precision;

    @Option(
            names = "--pretrained",
            paramLabel = "MODEL",
            description = "begin with the weights of a bundle, a run folder, or an nnU-Net results folder or zip")
    private Path pretrained;

    @Option(names = "--npz", description = "save the probabilities of the final validation too")
    private boolean npz;

    /**
     * What was asked for.
     *
     * @return the changes
     * @throws IOException if the pretrained model cannot be read
     */
    public TrainingOptions options() throws IOException {
        return new TrainingOptions(
                new TrainingOptions.ScheduleOptions(
                        optional(epochs),
                        optional(iterations),
                        optional(validationIterations),
                        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate)),
                optional(batchSize),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                precision,
                weights(),
                npz);
    }

    /**
     * What to tell about the choice.
     *
     * @return a sentence, where something is given up, or slow on this processor
     */
    public Optional<String> remark() {
        if (precision == Precision.FLOAT32) {
            return Optional.empty();
        }
        return Optional.of(
                Examination.hasBf16()
                        ? "--precision bf16 gives up 16 of 24 bits in features and gradients between the layers: the same "
                                + "course of training up to noise, other weights than float32; docs/performance.md has figures"
                        : TileWords.NO_BF16);
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private Optional<NamedTensors> weights() throws IOException {
        if (pretrained == null) {
            return Optional.empty();
        }
        try (ModelSource source = ModelSources.open(pretrained)) {
            MemberDescription member = source.description().onlyMember();
            return Optional.of(
                    source.weights(member.name(), member.chosenFolds(List.of()).get(0)));
        }
    }
}
