package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;

/**
 * The last part of a fold's training: every validation case is predicted whole with the final weights, into {@code validation/} of
 * the run folder, and scored into {@code validation/summary.json}. Cases that are predicted already are passed over.
 */
public final class FoldValidation {
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
        List<RawCase> own = cases.stream()
                .filter(c -> run.validationCases().contains(c.id()))
                .toList();
        Path output = run.folder().resolve("validation");
        Files.createDirectories(output);
        WholeFile.removeAbandoned(output);
        BatchRequest request =
                new BatchRequest(reader, output, run.dataset().fileEnding(), previousStage, true, probabilities);
        try (Segmenter segmenter =
                Segmenter.open(runtime, RunFolder.model(List.of(run), Checkpoint.FINAL), InferenceOptions.DEFAULT)) {
            refuseFailures(BatchPrediction.of(segmenter, request).run(own, listener));
        }
        NnunetSummary summary = NnunetSummary.of(scored(own, output, runtime.threads()));
        summary.write(output.resolve("summary.json"));
        return summary;
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
        List<CaseResult.ScoredCase> scored = new java.util.ArrayList<>();
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
