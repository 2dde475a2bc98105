package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.Fingerprints;

/**
 * The last part of a fold's training: every validation case is predicted whole with the final weights, into {@code validation/} of
 * the run folder, and scored into {@code validation/summary.json}. Cases that are predicted already, from the same images by the same weights,
 * are passed over.
 */
public final class FoldValidation {
    private static final String SUMMARY = "summary.json";

    private final RunFolder run;
    private final ImageReader reader;
    private final Function<Path, LabelVolume> labels;

    /**
     * Prepares the validation.
     *
     * @param run a finished training
     * @param reader reads the raw images and writes the labels
     * @param labels reads label files for scoring
     */
    public FoldValidation(RunFolder run, ImageReader reader, Function<Path, LabelVolume> labels) {
        this.run = run;
        this.reader = reader;
        this.labels = labels;
    }

    /**
     * Whether all cases are predicted, from what they would be predicted from now, and scored.
     *
     * @param cases all cases of the raw dataset, among them those of the fold
     * @param previousStage labels of the stage before, for the second stage of a cascade
     * @return true if {@link #run} would make nothing that is not there
     * @throws org.sagittal.geometry.io.file.FormatException if the training is not finished
     */
    public boolean finished(List<RawCase> cases, Optional<Path> previousStage) {
        return Files.exists(output().resolve(SUMMARY))
                && CaseNotes.open(output(), run.dataset().fileEnding()).hold(wanted(own(cases), previousStage));
    }

    /**
     * Predicts and scores.
     *
     * @param runtime the engine
     * @param cases all cases of the raw dataset, among them those of the fold
     * @param previousStage labels of the stage before, for the second stage of a cascade
     * @param probabilities whether probabilities are saved too
     * @param listener who is told
     * @return the scores
     * @throws IOException if a case could not be predicted or scored, naming it and why
     */
    public NnunetSummary run(
            Runtime runtime,
            List<RawCase> cases,
            Optional<Path> previousStage,
            ProbabilityOutput probabilities,
            BatchListener listener)
            throws IOException {
        List<RawCase> own = own(cases);
        Path output = output();
        SegmentationModel model = RunFolder.model(List.of(run), Checkpoint.FINAL);
        Files.createDirectories(output);
        WholeFile.removeAbandoned(output);
        removeOthers(own, previousStage);
        BatchRequest request =
                new BatchRequest(reader, output, run.dataset().fileEnding(), previousStage, true, probabilities);
        try (Segmenter segmenter = Segmenter.open(runtime, model, InferenceOptions.DEFAULT)) {
            refuseFailures(BatchPrediction.of(segmenter, request).run(own, listener));
        }
        NnunetSummary summary = NnunetSummary.of(scored(own, output, runtime.threads()));
        summary.write(output.resolve(SUMMARY));
        return summary;
    }

    private Path output() {
        return run.folder().resolve("validation");
    }

    private List<RawCase> own(List<RawCase> cases) {
        return cases.stream()
                .filter(c -> run.validationCases().contains(c.id()))
                .toList();
    }

    private Map<String, String> wanted(List<RawCase> own, Optional<Path> previousStage) {
        String model = RunFolder.digest(List.of(run));
        Map<String, String> wanted = new TreeMap<>();
        own.forEach(one ->
                wanted.put(one.id(), FinishedSteps.digest(model, Fingerprints.inputs(seen(one, previousStage)))));
        return wanted;
    }

    /** What the network is shown; labels of the stage before that are missing are named when the case is read. */
    private List<Path> seen(RawCase one, Optional<Path> previousStage) {
        List<Path> seen = new ArrayList<>(one.images());
        previousStage
                .map(folder -> folder.resolve(one.id() + run.dataset().fileEnding()))
                .filter(Files::exists)
                .ifPresent(seen::add);
        return seen;
    }

    /** Predictions by other weights or of other images go. In a folder from before there were notes, those go that are older than these. */
    private void removeOthers(List<RawCase> own, Optional<Path> previousStage) {
        Map<String, List<Path>> madeFrom = new HashMap<>();
        for (RawCase one : own) {
            List<Path> files = new ArrayList<>(seen(one, previousStage));
            files.add(run.folder().resolve(Checkpoint.FINAL));
            madeFrom.put(one.id(), files);
        }
        CaseNotes.open(output(), run.dataset().fileEnding())
                .begin(
                        wanted(own, previousStage),
                        id -> isYounger(output().resolve(id + run.dataset().fileEnding()), madeFrom.get(id)),
                        output().resolve(SUMMARY));
    }

    private static boolean isYounger(Path prediction, List<Path> files) {
        try {
            FileTime made = Files.getLastModifiedTime(prediction);
            for (Path file : files) {
                if (made.compareTo(Files.getLastModifiedTime(file)) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // Without its time nothing speaks for it.
            return false;
        }
    }

    private static void refuseFailures(List<CaseOutcome> outcomes) throws IOException {
        for (CaseOutcome outcome : outcomes) {
            if (outcome.status() == CaseOutcome.Status.FAILED) {
                throw new IOException("validation case " + outcome.id() + " could not be predicted: "
                        + outcome.problem().orElse("no reason given"));
            }
        }
    }

    private List<CaseResult.ScoredCase> scored(List<RawCase> own, Path output, int threads) throws IOException {
        List<CasePair> pairs = own.stream()
                .map(c -> new CasePair(
                        c.id(),
                        c.label().orElseThrow(),
                        output.resolve(c.id() + run.dataset().fileEnding())))
                .toList();
        ScoringScheme scheme = ScoringScheme.parse(run.dataset().json());
        List<CaseResult.ScoredCase> scored = new ArrayList<>();
        for (CaseResult result :
                BatchEvaluation.builder(scheme, labels).threads(threads).build().run(pairs)) {
            if (result instanceof CaseResult.ScoredCase one) {
                scored.add(one);
            } else if (result instanceof CaseResult.FailedCase failed) {
                throw new IOException(
                        "validation case " + failed.files().id() + " could not be scored: " + failed.reason());
            }
        }
        return scored;
    }
}
