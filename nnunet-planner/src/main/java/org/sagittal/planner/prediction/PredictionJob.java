package org.sagittal.planner.prediction;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.Ensemble;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.InferenceProgram;
import org.sagittal.models.inference.Uncertainty;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.preprocessing.dataset.RawCase;

/**
 * A team of models at work on many cases: label maps and whatever else is wanted, and beside them {@code dataset.json} and {@code
 * plans.json} as nnU-Net leaves them, {@code prediction.json}, and with uncertainty {@code quality.json}.
 */
public final class PredictionJob {
    private final ModelTeam team;
    private final List<String> folds;
    private final InferenceOptions options;
    private final BatchRequest request;
    private final Optional<QualityReport> quality;

    /**
     * Describes the work.
     *
     * @param team who answers
     * @param folds which folds of each configuration; none for all there are
     * @param options how to predict
     * @param request where files go, and what is wanted
     * @param lookBelow the agreement of the passes below which a case deserves a look
     * @throws IllegalArgumentException if a model lacks a fold, the passes of a single pass were to be compared, or labels of a previous
     *     stage are missing
     */
    public PredictionJob(
            ModelTeam team, List<String> folds, InferenceOptions options, BatchRequest request, double lookBelow) {
        this.team = team;
        this.folds = List.copyOf(folds);
        this.options = options;
        this.request = request;
        team.parts().forEach(part -> part.member().chosenFolds(folds));
        Uncertainty kind = request.outputs().uncertainty();
        if (kind == Uncertainty.DISAGREEMENT && passes() < 2) {
            throw new IllegalArgumentException(
                    "one fold without mirroring looks at each tile once, so there is nothing to"
                            + " disagree: take several folds, or mirroring, or --uncertainty=entropy");
        }
        if (team.takesPreviousLabels() && request.previousStage().isEmpty()) {
            throw new IllegalArgumentException("a second stage of a cascade needs the labels of its first stage");
        }
        this.quality = kind == Uncertainty.NONE
                ? Optional.empty()
                : Optional.of(new QualityReport(request.output().resolve("quality.json"), lookBelow));
    }

    private int passes() {
        int passes = 0;
        for (ModelTeam.Part part : team.parts()) {
            if (part.averaged()) {
                int mirrors = options.mirroring()
                        ? 1 << part.member().recipe().mirroringAxes().size()
                        : 1;
                passes += mirrors * part.member().chosenFolds(folds).size();
            }
        }
        return passes;
    }

    /**
     * What the cases' quality was judged by and found to be.
     *
     * @return empty unless uncertainty is wanted
     */
    public Optional<QualityReport> quality() {
        return quality;
    }

    /**
     * Predicts all cases. Whatever stops it, the record of those that ended is left behind.
     *
     * @param runtime the engine
     * @param cases what to predict
     * @param version of this program, for the record
     * @param said name -> value of everything that was chosen, for the record
     * @param listener follows
     * @return how each case ended
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     * @throws org.sagittal.geometry.io.file.FolderInUseException if another process predicts into the same folder
     */
    public List<CaseOutcome> run(
            Runtime runtime, List<RawCase> cases, String version, Map<String, Object> said, BatchListener listener) {
        requireImagesStay(cases);
        try (FolderLock alone = FolderLock.take(request.output())) {
            return runAlone(runtime, cases, version, said, listener);
        }
    }

    private List<CaseOutcome> runAlone(
            Runtime runtime, List<RawCase> cases, String version, Map<String, Object> said, BatchListener listener) {
        long started = System.nanoTime();
        List<CaseOutcome> ended = new ArrayList<>();
        PredictionRecord record = new PredictionRecord(version, said);
        try (Ensemble ensemble = team.load(runtime, options, folds)) {
            record.models(team, folds);
            record.program(ensemble.program());
            if (ensemble.program() == InferenceProgram.REFERENCE) {
                listener.remark(
                        "this build of the engine lacks the operators of the fast program; the reference program computes"
                                + " the same more slowly");
            }
            try {
                BatchPrediction.of(ensemble, request).within(runtime.threads()).run(cases, following(listener, ended));
            } finally {
                leave(record, ended, (System.nanoTime() - started) / 1e9);
            }
        }
        return List.copyOf(ended);
    }

    /** Small files, so that a cancelled job has time for them too. */
    private void leave(PredictionRecord record, List<CaseOutcome> ended, double seconds) {
        boolean cancelled = Thread.interrupted();
        leaveDescription();
        record.write(ended, seconds, cancelled, request.output().resolve("prediction.json"));
        if (cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    private BatchListener following(BatchListener listener, List<CaseOutcome> ended) {
        return new BatchListener() {
            @Override
            public void started(String id, int index, int total) {
                listener.started(id, index, total);
            }

            @Override
            public void progress(String id, double fraction) {
                listener.progress(id, fraction);
            }

            @Override
            public void finished(CaseOutcome outcome) {
                ended.add(outcome);
                outcome.quality().ifPresent(found -> quality.ifPresent(report -> report.add(outcome.id(), found)));
                listener.finished(outcome);
            }
        };
    }

    private void requireImagesStay(List<RawCase> cases) {
        for (RawCase one : cases) {
            Path label = request.output()
                    .resolve(one.id() + request.fileEnding())
                    .toAbsolutePath()
                    .normalize();
            if (one.images().stream()
                    .anyMatch(image -> image.toAbsolutePath().normalize().equals(label))) {
                throw new IllegalArgumentException("the label map of " + one.id() + " would replace its image " + label
                        + "; choose another folder");
            }
        }
    }

    /** As nnU-Net does, so that 'evaluate' and 'ensemble' find the labels' names. */
    private void leaveDescription() {
        byte[] dataset = team.dataset().json().toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(request.output().resolve("dataset.json"), out -> out.write(dataset));
        List<ModelTeam.Part> averaged =
                team.parts().stream().filter(ModelTeam.Part::averaged).toList();
        ModelTeam.Part last = averaged.get(averaged.size() - 1);
        last.source()
                .document(last.member().name() + "/plans.json")
                .ifPresent(plans -> WholeFile.write(request.output().resolve("plans.json"), out -> out.write(plans)));
    }
}
