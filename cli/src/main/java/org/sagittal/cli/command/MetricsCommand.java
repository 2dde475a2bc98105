package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.GridRemarks;
import org.sagittal.cli.input.ScoringWords;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.profile.PairScores;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.task.LabelFile;
import org.sagittal.evaluation.task.MetricsTask;
import org.sagittal.evaluation.task.PairList;
import org.sagittal.evaluation.task.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal metrics}: every score of a profile for one pair of label maps, or for many. */
@Command(
        name = "metrics",
        description = {
            "Scores one pair of label maps, or many, with the rules of a tool",
            "Distances, surfaces and overlaps as a tool defines them, its empty cases included. Distances in millimetres."
        },
        footer = {
            "  sagittal metrics truth.nii.gz segmented.nii.gz",
            "  sagittal metrics truth.nii.gz segmented.nii.gz --profile deepmind --label 1 --tolerance 2 --json",
            "  sagittal metrics --pairs pairs.csv --profile medpy --json"
        })
public final class MetricsCommand extends Subcommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "REF", description = "the true label map")
    private Path reference;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PRED", description = "the predicted label map")
    private Path prediction;

    @Option(
            names = "--pairs",
            paramLabel = "FILE.csv",
            description = "many pairs, with the header id,reference,prediction,labels; one JSON object a line")
    private Path pairs;

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "NAME",
            defaultValue = "sagittal",
            description =
                    "whose rules: sagittal (default), deepmind, medpy, monai, metrics-reloaded, panoptica, simpleitk, "
                            + "seg-metrics, nnunet, brats-lesionwise or sagittal-topology; single rules are changed after a plus, "
                            + "e.g. medpy+outline=corner-border or panoptica+matching=optimal@0.3")
    private String profile;

    @Mixin
    private ScoringWords scoring;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            description =
                    "one more score, under the profile's rules: hd@99, f_beta@0.5, boundary_iou@3, cldice, parts_error ...; "
                            + "a wrong name lists them all")
    private List<String> scores = new ArrayList<>();

    @Option(
            names = "--region",
            paramLabel = "N,N...",
            description = "labels scored together as one; may be given several times")
    private List<String> regions = new ArrayList<>();

    @Option(names = "--ignore", paramLabel = "N", description = "voxels with this label in REF count nowhere")
    private Integer ignoreLabel;

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public MetricsCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        MetricsTask task = understood(() -> new MetricsTask(
                Profiles.byName(profile).with(scores),
                scoring.tolerancesMm(),
                threads(),
                selection(),
                LabelFile::ofVolume));
        if (pairs != null) {
            if (reference != null) {
                throw misuse("give either REF and PRED or --pairs");
            }
            return task.scoreAll(PairList.read(pairs), console::result) == 0 ? 0 : 1;
        }
        if (prediction == null) {
            throw misuse("Missing REF and PRED, or --pairs FILE.csv");
        }
        GridRemarks.tell(console, prediction.getFileName().toString(), reference, prediction);
        PairScores scores = task.score(reference, prediction, scoring.labels());
        if (json) {
            console.result(scores.toJson().toString());
        } else {
            print(console, scores);
        }
        return 0;
    }

    private Selection selection() {
        List<LabelGroup> groups = regions.stream()
                .map(words -> LabelGroup.region("labels " + words, labelsOf(words)))
                .toList();
        return new Selection(groups, ignoreLabel == null ? OptionalInt.empty() : OptionalInt.of(ignoreLabel));
    }

    private List<Integer> labelsOf(String words) {
        try {
            return Arrays.stream(words.split(","))
                    .map(String::strip)
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw misuse("--region must be labels with commas between them, got " + words);
        }
    }

    private static void print(Console console, PairScores scores) {
        console.result(scores.profile().id());
        scores.groups().forEach((group, named) -> {
            console.result(group.name());
            named.forEach((name, score) -> console.resultf("  %-24s %s", name, text(score)));
        });
    }

    private static String text(Score score) {
        if (!score.isDefined()) {
            return "undefined: " + score.reason();
        }
        double value = score.orNaN();
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
