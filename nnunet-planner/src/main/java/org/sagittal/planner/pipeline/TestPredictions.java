package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.Fingerprints;

/** Predicts a dataset's {@code imagesTs} into {@code predictions/}; a cascade's first stage goes before, into a folder of its own. */
final class TestPredictions {
    private final PipelineRequest request;
    private final ImageReader reader;
    private final JobListener listener;
    private final FinishedSteps finished;

    TestPredictions(PipelineRequest request, ImageReader reader, JobListener listener, FinishedSteps finished) {
        this.request = request;
        this.reader = reader;
        this.listener = listener;
        this.finished = finished;
    }

    /**
     * The cases nobody trained on.
     *
     * @param raw the dataset
     * @return cases of {@code imagesTs}, none if there is no such folder
     */
    static List<RawCase> cases(RawDataset raw) {
        Path folder = raw.folder().resolve("imagesTs");
        return Files.isDirectory(folder) ? RawDataset.casesIn(folder, raw.description()) : List.of();
    }

    /**
     * Predicts what is not predicted yet.
     *
     * @param runtime the engine
     * @param runs folds whose logits are averaged
     * @throws IOException if a case cannot be predicted, naming it
     */
    void predict(Runtime runtime, List<RunFolder> runs) throws IOException {
        List<RawCase> cases = cases(request.raw());
        if (!cases.isEmpty()) {
            predict(runtime, runs, cases, request.work().resolve("predictions"));
        }
    }

    private void predict(Runtime runtime, List<RunFolder> runs, List<RawCase> cases, Path output) throws IOException {
        RunFolder first = runs.get(0);
        Optional<Path> previous = Optional.empty();
        Optional<String> stage =
                first.plans().configuration(first.configuration()).previousStage();
        if (stage.isPresent()) {
            previous = Optional.of(request.work().resolve("predictions_" + stage.get()));
            predict(
                    runtime,
                    RunFolder.within(request.work().resolve("runs").resolve(stage.get())),
                    cases,
                    previous.get());
        }
        String step = "predict " + output.getFileName();
        String digest = FinishedSteps.digest(
                SelfConfiguringPipeline.files(cases),
                Fingerprints.inputs(runs.stream()
                        .map(run -> run.folder().resolve(Checkpoint.FINAL))
                        .toList()));
        if (finished.hold(step, digest, output)) {
            listener.kept("predict unseen cases");
            return;
        }
        // Files of this very prediction may lie there already; those of another one are written anew.
        boolean begun = finished.hold(step + " begun", digest, output);
        finished.add(step + " begun", digest);
        WholeFile.removeAbandoned(output);
        BatchRequest batch = new BatchRequest(
                reader, output, request.raw().description().fileEnding(), previous, begun, ProbabilityOutput.NONE);
        try (PredictionReporter reporter = new PredictionReporter("predict unseen cases", cases.size(), listener);
                Segmenter segmenter =
                        Segmenter.open(runtime, RunFolder.model(runs, Checkpoint.FINAL), InferenceOptions.DEFAULT)) {
            refuseFailures(BatchPrediction.of(segmenter, batch).run(cases, reporter));
        }
        finished.add(step, digest);
    }

    private static void refuseFailures(List<CaseOutcome> outcomes) throws IOException {
        for (CaseOutcome outcome : outcomes) {
            if (outcome.problem().isPresent()) {
                throw new IOException("case " + outcome.id() + " could not be predicted: "
                        + outcome.problem().get());
            }
        }
    }
}
