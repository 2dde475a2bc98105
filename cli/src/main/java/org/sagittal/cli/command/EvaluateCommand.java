package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Progress;
import org.sagittal.cli.input.GridRemarks;
import org.sagittal.cli.input.ReportImages;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CaseFiles;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
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
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelNumbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal evaluate}: predictions against the truth, as nnU-Net scores them, and a report. */
@Command(
        name = "evaluate",
        description = {
            "Scores predictions against the truth, as nnU-Net does",
            "Writes nnU-Net's summary.json, and with --report a page to look at. Prints the mean Dice of each class.",
            "In folders every prediction is scored against the reference of the same case name; formats may differ. A case that "
                    + "cannot be scored is told and the others go on. Stopped or killed, the same command goes on from there: what is "
                    + "done stands in <summary>.unfinished until all is."
        },
        footer = {"  sagittal evaluate truth segmented --dataset-json dataset.json --report report"})
public final class EvaluateCommand extends Subcommand {
    private static final String UNFINISHED = ".unfinished";
    private static final int MOST_WARNINGS = 20;

    private final AtomicInteger apart = new AtomicInteger();
    private final AtomicInteger strange = new AtomicInteger();

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

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "takes index.html, report.json, report.csv and figures/ (SVG, PNG)")
    private Path report;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "images <case>_0000.<ending> to draw below outlines (default: imagesTr and imagesTs beside FILE)")
    private Path images;

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
        tellOfPairs(console, pairs, dataset.fileEnding());
        ReportImages drawn =
                report == null ? ReportImages.NONE : ReportImages.of(Optional.ofNullable(images), datasetJson);
        Optional<Path> summaryFile = summaryFile();
        Optional<Path> journal = summaryFile.map(file -> file.resolveSibling(file.getFileName() + UNFINISHED));
        LabelNumbers known = new LabelNumbers(dataset.labels());
        EvaluationReport results = evaluate(console, scheme, known, pairs, journal);
        if (results.scored().isEmpty()) {
            throw new CommandFailure("no case could be scored");
        }
        NnunetSummary summary = NnunetSummary.of(results.scored());
        summaryFile.ifPresent(file -> {
            summary.write(file);
            console.message("wrote " + file);
        });
        if (report != null) {
            ReportOptions options = ReportOptions.outlines(EvaluateCommand::labels)
                    .withImages(drawn::read)
                    .withImageFiles(drawn::file);
            console.message("wrote " + ReportFiles.write(results, report, options));
        }
        print(console, scheme, summary);
        int failed = results.failed().size();
        if (failed == 0) {
            journal.ifPresent(EvaluateCommand::delete);
            return 0;
        }
        console.error("sagittal evaluate: " + failed + " of " + pairs.size() + " cases could not be scored"
                + (journal.isEmpty() ? "" : "; once they are mended, the same command scores only these"));
        return 1;
    }

    private Optional<Path> summaryFile() {
        if (output != null) {
            return Optional.of(output);
        }
        return Files.isDirectory(prediction) ? Optional.of(prediction.resolve("summary.json")) : Optional.empty();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be removed although all is done: " + e.getMessage());
        }
    }

    private static LabelVolume labels(Path file) {
        return LabelFile.ofVolume(file).labels();
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

    /** What of the pairing a person should know before the scores: other formats, references that nobody predicted. */
    private void tellOfPairs(Console console, List<CasePair> pairs, String ending) {
        if (Files.isDirectory(reference)) {
            long mixed = pairs.stream()
                    .filter(pair ->
                            !VolumeFormats.endingOf(pair.reference()).equals(VolumeFormats.endingOf(pair.prediction())))
                    .count();
            if (mixed > 0) {
                console.message(mixed + " of " + pairs.size()
                        + " predictions have another format than their reference; they are matched by the case's name");
            }
            Set<String> truths = new TreeSet<>(CaseFiles.of(reference, ending).keySet());
            pairs.forEach(pair -> truths.remove(pair.id()));
            if (!truths.isEmpty()) {
                console.message(truths.size() + " references have no prediction and count nowhere, the first is "
                        + truths.iterator().next());
            }
        }
    }

    private EvaluationReport evaluate(
            Console console, ScoringScheme scheme, LabelNumbers known, List<CasePair> pairs, Optional<Path> journal) {
        // The summary needs counts alone; the page also shows how far outlines lie apart.
        CaseScorer scorer = report == null
                ? new OverlapScorer()
                : new ProfileScorer(Profiles.SAGITTAL_OVERVIEW, MetricsTask.DEFAULT_TOLERANCES_MM);
        try (Progress progress = console.progress("evaluate", pairs.size())) {
            BatchEvaluation.Builder batch = BatchEvaluation.builder(scheme, EvaluateCommand::labels)
                    .scorer(scorer)
                    .threads(threads())
                    .watcher((files, truth, other) -> {
                        tellOfGrids(console, files, truth, other);
                        tellOfNumbers(console, known, files.reference(), truth);
                        tellOfNumbers(console, known, files.prediction(), other);
                    })
                    .progress(step -> {
                        if (step.latest() instanceof FailedCase failed) {
                            console.error("sagittal evaluate: " + failed.files().id() + ": " + failed.reason());
                        }
                        progress.at(step.done(), step.latest().files().id());
                    });
            journal.ifPresent(batch::journal);
            List<CaseResult> results = batch.build().run(pairs);
            String title = name(prediction) + " against " + name(reference);
            return new EvaluationReport(title, scheme, scorer.name(), results);
        }
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    private void tellOfGrids(Console console, CasePair files, LabelVolume truth, LabelVolume other) {
        if (apart.get() < MOST_WARNINGS
                && GridRemarks.tell(console, files.id(), truth.grid(), other.grid())
                && apart.incrementAndGet() == MOST_WARNINGS) {
            console.message("warning: further cases that lie apart are not named");
        }
    }

    /** Numbers that are no labels count as background, as nnU-Net has it. */
    private void tellOfNumbers(Console console, LabelNumbers known, Path file, LabelVolume labels) {
        if (strange.get() < MOST_WARNINGS) {
            known.strangers(labels.voxels()).ifPresent(numbers -> {
                console.message("warning: " + file + " holds " + numbers
                        + ", which dataset.json does not name; they count as background");
                if (strange.incrementAndGet() == MOST_WARNINGS) {
                    console.message("warning: further files with such numbers are not named");
                }
            });
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
