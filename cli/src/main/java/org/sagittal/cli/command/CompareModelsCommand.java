package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.ContenderWords;
import org.sagittal.evaluation.report.StudyPage;
import org.sagittal.evaluation.study.Contender;
import org.sagittal.evaluation.study.Pairing;
import org.sagittal.evaluation.study.Placement;
import org.sagittal.evaluation.study.Standing;
import org.sagittal.evaluation.study.Study;
import org.sagittal.evaluation.study.StudyResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal compare-models}: which of several models is better, if the data can tell. */
@Command(
        name = "compare-models",
        description = {
            "Compares trained models fold by fold, with a verdict only outside the spread",
            "The protocol of nnU-Net Revisited: the same folds and cases for all, beside every mean its spread over folds or "
                    + "repeated trainings. One model is called better only if the difference is larger than that spread and the cases "
                    + "confirm it (Wilcoxon after Holm, bootstrap interval). Also rankings and how steady they are, and Friedman's test.",
            "PATH is a model with its folds (fold_<k>/validation/summary.json), a folder with several (nnU-Net's results of a "
                    + "dataset, the work folder of 'run'), or scores: summary.json, report.json or a folder with one. The same NAME "
                    + "given twice is the same model trained again, e.g. with another seed."
        },
        footer = {
            "  sagittal compare-models work/runs/2d work/runs/3d_fullres",
            "  sagittal compare-models small=runs/a large=runs/b --score iou -o comparison"
        })
public final class CompareModelsCommand extends Subcommand {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 40;

    @Parameters(arity = "1..*", paramLabel = "[NAME=]PATH", hideParamSyntax = true, description = "models to compare")
    private List<String> models;

    @Option(
            names = {"-s", "--score"},
            paramLabel = "SCORE",
            defaultValue = "dice",
            description =
                    "what to compare, 0 to 1: dice or iou of summary.json, any of report.json, e.g. nsd@2 (default dice)")
    private String score;

    @Option(
            names = {"-f", "--folds"},
            split = ",",
            paramLabel = "FOLD",
            description = "only these folds, e.g. 0,1,2 (default: all, which must be the same for every model)")
    private List<Integer> folds = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "takes index.html, comparison.json, comparison.csv and the figure as SVG and PNG")
    private Path output;

    @Option(names = "--json", description = "one JSON object instead of words")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public CompareModelsCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        List<Contender> found = ContenderWords.read(models, score);
        if (found.size() < 2) {
            throw new CommandFailure("at least two models are needed, found only "
                    + found.get(0).name() + "; give them different names with NAME=PATH");
        }
        Study study = Study.of(
                folds.isEmpty()
                        ? found
                        : found.stream().map(one -> one.withFolds(folds)).toList());
        StudyResult result = StudyResult.of(study, score);
        if (json) {
            console.result(result.toJson().toString());
        } else {
            print(console, result);
        }
        if (output != null) {
            console.message("wrote " + StudyPage.write(study, result, output));
        }
        return 0;
    }

    private static void print(Console console, StudyResult result) {
        console.result(result.score() + " on " + result.cases() + " cases, folds " + result.folds());
        console.result("");
        printStandings(console, result.standings());
        console.result("");
        result.pairings().forEach(pairing -> printPairing(console, pairing));
        console.result("");
        result.placements().forEach(placement -> console.result(ranks(placement, result.standings())));
        result.friedman()
                .ifPresent(
                        test -> console.resultf("Friedman: chi-square %.2f, p %s", test.chiSquare(), p(test.pValue())));
        result.separation()
                .ifPresent(ratio -> console.resultf(
                        "the models' means differ %.2f times as much as trainings of one model; below 1 these data hardly tell "
                                + "them apart",
                        ratio));
    }

    private static void printStandings(Console console, List<Standing> standings) {
        int longest =
                standings.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        int width = Math.max(SHORTEST, Math.min(LONGEST, longest));
        console.result(pad("model", width) + "    mean  over folds  over repeats  95% interval     folds");
        for (Standing one : standings) {
            String means = Arrays.stream(one.meansOfFolds())
                    .mapToObj(mean -> " " + four(mean))
                    .collect(Collectors.joining());
            console.resultf(
                    "%s  %s      %s        %s  %s-%s %s",
                    pad(one.name(), width),
                    four(one.mean()),
                    four(one.foldSpread()),
                    four(one.repeatSpread()),
                    four(one.interval().low()),
                    four(one.interval().high()),
                    means);
        }
    }

    private static void printPairing(Console console, Pairing pairing) {
        console.resultf(
                "%s - %s: %+.4f [%+.4f, %+.4f], p %s (Wilcoxon, Holm)",
                pairing.first(),
                pairing.second(),
                pairing.difference(),
                pairing.interval().low(),
                pairing.interval().high(),
                p(pairing.adjusted().orNaN()));
        console.result("  " + pairing.sentence());
    }

    private static String ranks(Placement placement, List<Standing> standings) {
        StringBuilder line = new StringBuilder(pad(placement.name(), 18));
        for (int i = 0; i < standings.size(); i++) {
            line.append("  ").append(Math.round(placement.ranks().get(i))).append(". ");
            line.append(standings.get(i).name());
        }
        return line + String.format(Locale.ROOT, "  (stability: mean tau %.2f)", placement.meanTau());
    }

    private static String p(double p) {
        return Double.isNaN(p) ? "undefined" : p < 1e-4 ? "< 0.0001" : four(p);
    }

    private static String pad(String text, int width) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "." : text;
        return cut + " ".repeat(Math.max(0, width - cut.length()));
    }

    private static String four(OptionalDouble value) {
        return value.isPresent() ? four(value.getAsDouble()) : "     -";
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
