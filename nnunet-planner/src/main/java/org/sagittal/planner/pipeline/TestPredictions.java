package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.inference.BatchPrediction;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.Ensemble;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.LabelChoice;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.PredictionOutputs;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.inference.Uncertainty;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.planner.prediction.ModelTeam;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.Fingerprints;

/** Predicts a dataset's {@code imagesTs} into {@code predictions/}; a cascade's first stage goes before. A case that fails is named and the others go on. */
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
     * Predicts what is not predicted yet. What was predicted from other images, by other models or for cases that are gone is removed first.
     *
     * @param runtime the engine
     * @param runs folds of the configurations that are averaged
     * @param postprocessing what to do with label maps
     * @return cases that could not be predicted, each with its reason; the others are
     * @throws IOException if a model cannot be read
     */
    List<String> predict(Runtime runtime, List<RunFolder> runs, Postprocessing postprocessing) throws IOException {
        List<RawCase> cases = cases(request.raw());
        if (cases.isEmpty()) {
            return List.of();
        }
        List<RunFolder> all = withFirstStages(runs);
        Path output = request.work().resolve("predictions");
        String step = "predict " + output.getFileName();
        String digest = FinishedSteps.digest(
                SelfConfiguringPipeline.files(cases),
                Fingerprints.inputs(all.stream()
                        .map(run -> run.folder().resolve(Checkpoint.FINAL))
                        .toList()),
                postprocessing);
        String begun = step + " begun";
        CaseNotes notes = CaseNotes.open(output, request.raw().description().fileEnding());
        Map<String, String> wanted = wanted(cases, runs, all, postprocessing);
        // Folders from before there were notes say what was begun there, which may be another prediction than the one
        // that was finished.
        boolean whole = notes.exist()
                ? notes.hold(wanted)
                : finished.hold(begun, digest, output) && notes.complete(wanted.keySet());
        if (whole && finished.hold(step, digest, output)) {
            listener.kept("predict unseen cases");
            return List.of();
        }
        finished.remove(step, begun);
        WholeFile.removeAbandoned(output);
        notes.begin(wanted, id -> false);
        List<String> failed = failures(run(runtime, runs, all, cases, request(output, postprocessing)));
        if (failed.isEmpty()) {
            finished.add(step, digest);
        }
        return failed;
    }

    private static Map<String, String> wanted(
            List<RawCase> cases, List<RunFolder> averaged, List<RunFolder> all, Postprocessing postprocessing) {
        String model = FinishedSteps.digest(
                RunFolder.digest(all),
                averaged.stream().map(RunFolder::configuration).toList(),
                postprocessing);
        Map<String, String> wanted = new TreeMap<>();
        cases.forEach(one -> wanted.put(one.id(), FinishedSteps.digest(model, Fingerprints.inputs(one.images()))));
        return wanted;
    }

    private List<RunFolder> withFirstStages(List<RunFolder> runs) throws IOException {
        List<RunFolder> all = new ArrayList<>(runs);
        for (RunFolder run : runs) {
            Optional<String> stage =
                    run.plans().configuration(run.configuration()).previousStage();
            if (stage.isPresent()
                    && all.stream().noneMatch(r -> r.configuration().equals(stage.get()))) {
                all.addAll(RunFolder.within(request.work().resolve("runs").resolve(stage.get())));
            }
        }
        return all;
    }

    private BatchRequest request(Path output, Postprocessing postprocessing) {
        return new BatchRequest(
                reader,
                output,
                request.raw().description().fileEnding(),
                Optional.empty(),
                true,
                new PredictionOutputs(
                        ProbabilityOutput.NONE,
                        Uncertainty.NONE,
                        Optional.empty(),
                        postprocessing,
                        LabelChoice.ALL,
                        false));
    }

    private List<CaseOutcome> run(
            Runtime runtime, List<RunFolder> runs, List<RunFolder> all, List<RawCase> cases, BatchRequest batch) {
        List<String> averaged =
                runs.stream().map(RunFolder::configuration).distinct().toList();
        try (PredictionReporter reporter = new PredictionReporter("predict unseen cases", cases.size(), listener);
                ModelSource models = RunModels.of(request.work(), all);
                Ensemble ensemble = ModelTeam.choose(List.of(models), averaged, false)
                        .load(runtime, InferenceOptions.DEFAULT, List.of())) {
            return BatchPrediction.of(ensemble, batch).within(runtime.threads()).run(cases, reporter);
        }
    }

    private static List<String> failures(List<CaseOutcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.problem().isPresent())
                .map(outcome -> outcome.id() + ": " + outcome.problem().get())
                .toList();
    }
}
