package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.batch.CaseScorer;
import org.sagittal.evaluation.profile.ProfileScorer;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.report.EvaluationReport;
import org.sagittal.evaluation.report.ReportFiles;
import org.sagittal.evaluation.report.ReportOptions;
import org.sagittal.evaluation.report.ReportSection;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.evaluation.task.MetricsTask;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;

/** Scores a job's predictions and writes {@code report/}: of unseen cases whose truth lies in {@code labelsTs}, else of the held-out ones. */
final class JobReport {
    private final PipelineRequest request;
    private final CaseFiles files;
    private final JobListener listener;

    JobReport(PipelineRequest request, ImageReader reader, JobListener listener) {
        this.request = request;
        this.files = new CaseFiles(reader);
        this.listener = listener;
    }

    /** What is scored, and where each case's image lies. */
    private record Scored(String what, List<CasePair> pairs, Map<String, Path> images) {}

    /**
     * Writes the report.
     *
     * @param runs the folds that predicted
     * @param heldOut label maps of all held-out cases as these would be predicted; none where each fold's own count
     * @return the page
     * @throws IOException if a training curve cannot be read
     */
    Path write(List<RunFolder> runs, Optional<Path> heldOut) throws IOException {
        Scored scored = unseen().orElseGet(() -> heldOut(runs, heldOut));
        ScoringScheme scheme = ScoringScheme.parse(request.raw().description().json());
        CaseScorer scorer = new ProfileScorer(Profiles.SAGITTAL_OVERVIEW, MetricsTask.DEFAULT_TOLERANCES_MM);
        listener.begin("score " + scored.what, scored.pairs.size());
        List<CaseResult> results = BatchEvaluation.builder(scheme, files::labels)
                .scorer(scorer)
                .threads(request.threads())
                .progress(step -> listener.at(step.done(), step.latest().files().id()))
                .build()
                .run(scored.pairs);
        listener.end();
        String title = runs.get(0).plans().datasetName() + ", " + names(runs) + ": " + scored.what;
        EvaluationReport report = new EvaluationReport(title, scheme, scorer.name(), results);
        report.failed()
                .forEach(failed -> listener.failed(failed.files().id() + " cannot be scored: " + failed.reason()));
        Path folder = request.work().resolve("report");
        WholeFile.removeAbandoned(folder);
        if (!report.scored().isEmpty()) {
            NnunetSummary.of(report.scored()).write(folder.resolve("summary.json"));
        } else {
            Files.deleteIfExists(folder.resolve("summary.json"));
        }
        return ReportFiles.write(
                report,
                folder,
                ReportOptions.outlines(files::labels)
                        .withImages(pair -> Optional.ofNullable(scored.images.get(pair.id()))
                                .flatMap(files::image))
                        .withImageFiles(pair -> Optional.ofNullable(scored.images.get(pair.id())))
                        .withSections(sections(runs)));
    }

    private Optional<Scored> unseen() {
        Path truth = request.raw().folder().resolve("labelsTs");
        Path predictions = request.work().resolve("predictions");
        String ending = request.raw().description().fileEnding();
        List<CasePair> pairs = new ArrayList<>();
        Map<String, Path> images = new HashMap<>();
        for (RawCase unseen : TestPredictions.cases(request.raw())) {
            Path reference = truth.resolve(unseen.id() + ending);
            if (Files.exists(reference)) {
                pairs.add(new CasePair(unseen.id(), reference, predictions.resolve(unseen.id() + ending)));
                images.put(unseen.id(), unseen.images().get(0));
            }
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(new Scored("unseen cases", pairs, images));
    }

    private static String names(List<RunFolder> runs) {
        return runs.stream().map(RunFolder::configuration).distinct().collect(Collectors.joining(" + "));
    }

    private Scored heldOut(List<RunFolder> runs, Optional<Path> together) {
        String ending = request.raw().description().fileEnding();
        Map<String, RawCase> byId = new HashMap<>();
        request.raw().trainingCases().forEach(c -> byId.put(c.id(), c));
        List<CasePair> pairs = new ArrayList<>();
        Map<String, Path> images = new HashMap<>();
        for (RunFolder run : runs) {
            if (together.isPresent() && run.fold().equals("all")) {
                continue; // it learned from all its cases, so what was put together has none of it
            }
            for (String id : run.validationCases()) {
                RawCase rawCase = byId.get(id);
                Path folder = together.orElse(run.folder().resolve("validation"));
                Path prediction = folder.resolve(id + ending);
                if (together.isPresent() && images.containsKey(id)) {
                    continue; // held out of the same fold of another configuration
                }
                pairs.add(new CasePair(id, rawCase.label().orElseThrow(), prediction));
                images.put(id, rawCase.images().get(0));
            }
        }
        return new Scored("held-out cases", pairs, images);
    }

    private static List<ReportSection> sections(List<RunFolder> runs) throws IOException {
        boolean several = runs.stream().map(RunFolder::configuration).distinct().count() > 1;
        List<ReportSection> sections = new ArrayList<>();
        for (RunFolder run : runs) {
            Path curve = run.folder().resolve("progress.png");
            if (Files.exists(curve)) {
                sections.add(new ReportSection.Picture(
                        "Training, " + (several ? run.configuration() + " " : "") + "fold " + run.fold(),
                        "Loss and pseudo Dice of each epoch. Pseudo Dice is taken over random patches of held-out cases.",
                        Files.readAllBytes(curve)));
            }
        }
        Set<String> told = new HashSet<>();
        runs.stream().filter(run -> told.add(run.configuration())).forEach(run -> sections.add(plan(run)));
        return sections;
    }

    private static ReportSection plan(RunFolder run) {
        Plans plans = run.plans();
        Configuration chosen = plans.configuration(run.configuration());
        return new ReportSection.Table(
                "Plan",
                List.of("What", chosen.name()),
                List.of(
                        List.of(
                                "Spacing, mm (network order)",
                                chosen.spacingMm().stream()
                                        .map(mm -> String.format(Locale.ROOT, "%.3g", mm))
                                        .collect(Collectors.joining(" x "))),
                        List.of("Patch, voxels", chosen.patchSize().toString()),
                        List.of("Patches in a batch", Integer.toString(chosen.batchSize())),
                        List.of(
                                "Features of each stage",
                                chosen.architecture().features().toString()),
                        List.of(
                                "Cases trained on",
                                Integer.toString(run.trainingCases().size())),
                        List.of("Planned by", plans.plansName())));
    }
}
