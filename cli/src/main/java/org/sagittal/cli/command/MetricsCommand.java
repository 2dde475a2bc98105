package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.GridRemarks;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.profile.PairScores;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.task.LabelFile;
import org.sagittal.evaluation.task.MetricsTask;
import org.sagittal.evaluation.task.PairList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal metrics}: every score of a profile for one pair of label maps, or for many. */
@Command(
        name = "metrics",
        description = {
            "Scores one pair of label maps, or many, with the rules of a tool",
            "Distances, surfaces and overlaps as a tool defines them, its empty cases included. Distances in millimetres."
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
            names = {"-l", "--label"},
            paramLabel = "N",
            description = "which label; may be given several times (default: all above 0 in either file)")
    private List<Integer> labels = new ArrayList<>();

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "NAME",
            defaultValue = "sagittal",
            description =
                    "whose rules: sagittal (default), deepmind, medpy, monai, metrics-reloaded, panoptica, simpleitk, "
                            + "seg-metrics, nnunet, brats-lesionwise or sagittal-topology")
    private String profile;

    @Option(
            names = {"-t", "--tolerance"},
            paramLabel = "MM",
            description = "for scores at a tolerance; may be given several times (default 1, 2 and 3)")
    private List<Double> tolerancesMm = new ArrayList<>();

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
        MetricsTask task = new MetricsTask(
                Profiles.byName(profile),
                tolerancesMm.isEmpty() ? MetricsTask.DEFAULT_TOLERANCES_MM : tolerancesMm,
                threads(),
                LabelFile::ofVolume);
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
        PairScores scores = task.score(reference, prediction, labels);
        if (json) {
            console.result(scores.toJson().toString());
        } else {
            print(console, scores);
        }
        return 0;
    }

    private static void print(Console console, PairScores scores) {
        console.result(scores.profile());
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
