package org.sagittal.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Progress;
import org.sagittal.cli.input.GridRemarks;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.batch.CaseScorer;
import org.sagittal.evaluation.batch.OverlapScorer;
import org.sagittal.evaluation.profile.ProfileScorer;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.report.EvaluationReport;
import org.sagittal.evaluation.report.ReportFiles;
import org.sagittal.evaluation.report.ReportOptions;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.evaluation.task.LabelFile;
import org.sagittal.evaluation.task.MetricsTask;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal evaluate}: predictions against the truth, as nnU-Net scores them, and a report. */
@Command(
        name = "evaluate",
        description = {
            "Scores predictions against the truth, as nnU-Net does",
            "Writes nnU-Net's summary.json, and with --report a page to look at. Prints the mean Dice of each class."
        })
public final class EvaluateCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "REF", description = "folder of true label maps, or one file")
    private Path reference;

    @Parameters(index = "1", paramLabel = "PRED", description = "folder of predictions of the same names, or one file")
    private Path prediction;

    @Option(names = "--dataset-json", required = true, paramLabel = "FILE", description = "says which labels there are")
    private Path datasetJson;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "takes the summary (default for folders: PRED/summary.json)")
    private Path output;

    @Option(names = "--report", paramLabel = "DIR", description = "takes index.html, report.json and report.csv")
    private Path report;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public EvaluateCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        DatasetDescription dataset = DatasetDescription.read(datasetJson);
        ScoringScheme scheme = ScoringScheme.parse(dataset.json());
        List<CasePair> pairs = pairs(dataset.fileEnding());
        pairs.forEach(pair -> GridRemarks.tell(console, pair.id(), pair.reference(), pair.prediction()));
        EvaluationReport results = evaluate(console, scheme, pairs);
        results.failed()
                .forEach(failed ->
                        console.error("sagittal evaluate: " + failed.files().id() + ": " + failed.reason()));
        if (results.scored().isEmpty()) {
            throw new CommandFailure("no case could be scored");
        }
        NnunetSummary summary = NnunetSummary.of(results.scored());
        Path file = output != null ? output : prediction.resolve("summary.json");
        if (output != null || Files.isDirectory(prediction)) {
            summary.write(file);
            console.message("wrote " + file);
        }
        if (report != null) {
            console.message("wrote "
                    + ReportFiles.write(
                            results,
                            report,
                            ReportOptions.outlines(
                                    label -> LabelFile.ofVolume(label).labels())));
        }
        print(console, scheme, summary);
        return results.failed().isEmpty() ? 0 : 1;
    }

    private List<CasePair> pairs(String ending) {
        if (Files.isDirectory(reference) != Files.isDirectory(prediction)) {
            throw misuse("REF and PRED must both be folders or both be files");
        }
        if (!Files.isDirectory(reference)) {
            return List.of(new CasePair(prediction.getFileName().toString(), reference, prediction));
        }
        return CasePair.inFolders(reference, prediction, ending);
    }

    private EvaluationReport evaluate(Console console, ScoringScheme scheme, List<CasePair> pairs) {
        // The summary needs counts alone; the page also shows how far outlines lie apart.
        CaseScorer scorer = report == null
                ? new OverlapScorer()
                : new ProfileScorer(Profiles.SAGITTAL_OVERVIEW, MetricsTask.DEFAULT_TOLERANCES_MM);
        try (Progress progress = console.progress("evaluate", pairs.size())) {
            List<CaseResult> results = BatchEvaluation.builder(
                            scheme, label -> LabelFile.ofVolume(label).labels())
                    .scorer(scorer)
                    .threads(threads())
                    .progress(step -> progress.at(step.done(), step.cases()))
                    .build()
                    .run(pairs);
            String title = prediction.toAbsolutePath().normalize().getFileName().toString();
            return new EvaluationReport(title, scheme, scorer.name(), results);
        }
    }

    private static void print(Console console, ScoringScheme scheme, NnunetSummary summary) {
        for (LabelGroup group : scheme.groups()) {
            double dice =
                    summary.toJson().path("mean").path(group.key()).path("Dice").asDouble(Double.NaN);
            console.resultf("%-24s Dice %s", group.name(), Double.isNaN(dice) ? "undefined" : four(dice));
        }
        double mean = summary.foregroundMeanDice();
        console.resultf("%-24s Dice %s", "foreground mean", Double.isNaN(mean) ? "undefined" : four(mean));
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
