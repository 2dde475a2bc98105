package org.sagittal.cli.input;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sagittal.models.inference.LabelChoice;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.PredictionOutputs;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.RegionOfInterest;
import org.sagittal.models.inference.Uncertainty;
import org.sagittal.planner.prediction.ModelTeam;
import org.sagittal.planner.prediction.QualityReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what a prediction writes. */
public final class OutputWords {
    /** How probabilities are written. */
    enum ProbabilityFormat {
        /** nnU-Net's {@code <case>.npz}. */
        NPZ,
        /** One image a channel. */
        NIFTI
    }

    /** What uncertainty is measured by. */
    enum UncertaintyWord {
        /** Mutual information of label and pass. */
        DISAGREEMENT,
        /** Entropy of the mean. */
        ENTROPY
    }

    /** Which postprocessing, if any. */
    static final class PostprocessingWords {
        @Option(
                names = "--postprocessing",
                paramLabel = "FILE",
                description = "an nnU-Net postprocessing.json instead of the model's own postprocessing")
        private Path file;

        @Option(names = "--no-postprocessing", description = "leave the label maps as the network gives them")
        private boolean none;
    }

    @Option(
            names = "--probabilities",
            arity = "0..1",
            fallbackValue = "NPZ",
            paramLabel = "npz|nifti",
            description = "also write probabilities: <case>.npz as nnU-Net does, or with =nifti an image a class")
    private ProbabilityFormat probabilities;

    @Option(
            names = "--uncertainty",
            arity = "0..1",
            fallbackValue = "DISAGREEMENT",
            paramLabel = "disagreement|entropy",
            description =
                    "also write <case>_uncertainty, from 0 to 1: how much folds and mirrors disagree, or with =entropy how "
                            + "unsure they are; and quality.json, which names the cases to look at")
    private UncertaintyWord uncertainty;

    @Option(
            names = "--look-below",
            paramLabel = "X",
            defaultValue = "" + QualityReport.USUAL_BOUND,
            description = "a case deserves a look if folds and mirrors agree less about a class, as mean Dice (default "
                    + QualityReport.USUAL_BOUND + "), or if it stands out among ten or more; rules of thumb")
    private double lookBelow;

    @Option(
            names = "--roi",
            paramLabel = "Z:Z,Y:Y,X:X|MASK",
            description =
                    "segment these voxels of each image only, half open, e.g. 10:60,0:256,64:192, or the box around a mask "
                            + "image; as in the whole prediction inside, background outside")
    private String region;

    @Option(
            names = "--label",
            paramLabel = "NAME|N",
            description = "keep this label or region, everything else becomes 0; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--label-files", description = "also write a mask of each label, <case>_<name>")
    private boolean labelFiles;

    @ArgGroup
    private PostprocessingWords postprocessing;

    @Option(
            names = "--keep-stages",
            description = "also write the labels of a cascade's first stage, in a folder of its name")
    private boolean keepStages;

    /**
     * What was asked for.
     *
     * @param team who answers
     * @return the outputs
     * @throws IllegalArgumentException if a label or the region is not understood
     */
    public PredictionOutputs outputs(ModelTeam team) {
        return new PredictionOutputs(
                probabilities == null
                        ? ProbabilityOutput.NONE
                        : probabilities == ProbabilityFormat.NPZ ? ProbabilityOutput.NPZ : ProbabilityOutput.IMAGES,
                uncertainty == null
                        ? Uncertainty.NONE
                        : uncertainty == UncertaintyWord.ENTROPY ? Uncertainty.ENTROPY : Uncertainty.DISAGREEMENT,
                region(),
                postprocessing(team),
                LabelChoice.of(labels, labelFiles, team.dataset().labels()),
                keepStages);
    }

    private Optional<RegionOfInterest> region() {
        if (region == null) {
            return Optional.empty();
        }
        try {
            Path mask = Path.of(region);
            if (Files.isRegularFile(mask)) {
                return Optional.of(RegionOfInterest.around(mask));
            }
        } catch (InvalidPathException e) {
            // A colon is no part of file names everywhere: it is a box then.
            return Optional.of(RegionOfInterest.parse(region));
        }
        return Optional.of(RegionOfInterest.parse(region));
    }

    private Postprocessing postprocessing(ModelTeam team) {
        if (postprocessing == null) {
            return team.postprocessing().orElse(Postprocessing.NONE);
        }
        return postprocessing.none ? Postprocessing.NONE : Postprocessing.read(postprocessing.file);
    }

    /**
     * The agreement below which a case deserves a look.
     *
     * @return in [0, 1]
     */
    public double lookBelow() {
        return lookBelow;
    }

    /**
     * What to tell about postprocessing.
     *
     * @param outputs what was asked for
     * @return a sentence, where there is some
     */
    public Optional<String> remark(PredictionOutputs outputs) {
        List<String> steps = outputs.postprocessing().steps().stream()
                .map(step -> step.labels().toString())
                .toList();
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        if (outputs.region().isPresent()) {
            return Optional.of("Postprocessing is left out: the components of a region are cut off at its border");
        }
        return Optional.of("Postprocessing keeps the largest component of labels " + String.join(", then ", steps)
                + (postprocessing == null ? " (the model's own; --no-postprocessing leaves it out)" : ""));
    }

    /**
     * The region as it was typed.
     *
     * @return empty for the whole image
     */
    public Optional<String> regionWord() {
        return Optional.ofNullable(region);
    }

    /**
     * The uncertainty as it was typed.
     *
     * @return {@code none}, {@code disagreement} or {@code entropy}
     */
    public String uncertaintyWord() {
        return uncertainty == null ? "none" : uncertainty.name().toLowerCase(Locale.ROOT);
    }
}
