package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        })
public final class CompareModelsCommand extends Subcommand {
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
        int width = result.standings().stream()
                .mapToInt(standing -> Math.min(LONGEST, standing.name().length()))
                .max()
                .orElse(0);
        width = Math.max(width, 16);
        console.result(result.score() + " on " + result.cases() + " cases, folds " + result.folds());
        console.result("");
        console.result(pad("model", width) + "    mean  over folds  over repeats  95% interval     folds");
        for (Standing one : result.standings()) {
            String spread = one.foldSpread().isPresent() ? four(one.foldSpread().getAsDouble()) : "     -";
            String repeats =
                    one.repeatSpread().isPresent() ? four(one.repeatSpread().getAsDouble()) : "     -";
            StringBuilder means = new StringBuilder();
            for (double mean : one.meansOfFolds()) {
                means.append(' ').append(four(mean));
            }
            console.result(pad(one.name(), width) + "  " + four(one.mean()) + "      " + spread + "        " + repeats
                    + "  " + four(one.interval().low()) + "-"
                    + four(one.interval().high()) + " " + means);
        }
        console.result("");
        for (Pairing pairing : result.pairings()) {
            console.result(pairing.first() + " - " + pairing.second() + ": "
                    + String.format(Locale.ROOT, "%+.4f", pairing.difference())
                    + String.format(
                            Locale.ROOT,
                            " [%+.4f, %+.4f]",
                            pairing.interval().low(),
                            pairing.interval().high())
                    + ", p " + p(pairing.adjusted().orNaN()) + " (Wilcoxon, Holm)");
            console.result("  " + pairing.sentence());
        }
        console.result("");
        for (Placement placement : result.placements()) {
            StringBuilder ranks = new StringBuilder(pad(placement.name(), 18));
            for (int i = 0; i < placement.ranks().size(); i++) {
                ranks.append("  ").append(Math.round(placement.ranks().get(i))).append(". ");
                ranks.append(result.standings().get(i).name());
            }
            console.result(ranks + String.format(Locale.ROOT, "  (stability: mean tau %.2f)", placement.meanTau()));
        }
        result.friedman()
                .ifPresent(
                        test -> console.resultf("Friedman: chi-square %.2f, p %s", test.chiSquare(), p(test.pValue())));
        result.separation()
                .ifPresent(ratio -> console.resultf(
                        "the models' means differ %.2f times as much as trainings of one model; below 1 these data hardly tell "
                                + "them apart",
                        ratio));
    }

    private static String p(double p) {
        return Double.isNaN(p) ? "undefined" : p < 1e-4 ? "< 0.0001" : four(p);
    }

    private static String pad(String text, int width) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "." : text;
        return cut + " ".repeat(Math.max(0, width - cut.length()));
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
