package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.fingerprint.FingerprintExtractor;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.selection.CaseReporter;
import org.sagittal.planner.split.CrossValidationSplit;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.Fingerprints;

/**
 * The whole job, from a raw dataset to a report, with one line for each arrow of the flow; whatever is finished lies in the work
 * folder and is passed over when the job is started again, also after the process was killed.
 */
public final class SelfConfiguringPipeline {
    private final PipelineRequest request;
    private final RawDataset raw;
    private final DatasetDescription dataset;
    private final Path work;
    private final JobListener listener;
    private final ImageReader reader;
    private FinishedSteps finished;

    /**
     * Prepares a job.
     *
     * @param request what to do
     * @param reader reads the dataset's images, see {@link #reader}
     * @param listener told how far it is
     */
    public SelfConfiguringPipeline(PipelineRequest request, ImageReader reader, JobListener listener) {
        this.request = request;
        this.raw = request.raw();
        this.dataset = raw.description();
        this.work = request.work();
        this.listener = listener;
        this.reader = reader;
    }

    /**
     * The reader of a dataset's images.
     *
     * @param raw the dataset
     * @return the reader that dataset.json names, else the first that takes the ending and reads an image
     */
    public static ImageReader reader(RawDataset raw) {
        DatasetDescription dataset = raw.description();
        Optional<String> named = dataset.imageReaderWriter();
        if (named.isPresent()) {
            return ImageReaders.byName(named.get());
        }
        if (raw.trainingCases().isEmpty()) {
            throw new IllegalArgumentException(
                    raw.folder() + " has no training cases: imagesTr must hold <case>_0000" + dataset.fileEnding());
        }
        return ImageReaders.detect(
                dataset.fileEnding(), raw.trainingCases().get(0).images().get(0));
    }

    /**
     * Does the job.
     *
     * @return the report's page
     * @throws IOException if something cannot be read or written, or an unseen case cannot be predicted, which all others and the report are
     *     made without
     * @throws java.util.concurrent.CancellationException if the listener or an interrupt asks to stop; what is finished is kept
     * @throws org.sagittal.geometry.io.file.FolderInUseException if another process is at the same job
     */
    public Path run() throws IOException {
        try (FolderLock alone = FolderLock.take(work)) {
            finished = FinishedSteps.open(work);
            return runAlone();
        }
    }

    private Path runAlone() throws IOException {
        DatasetFingerprint fingerprint = fingerprint();
        Plans plans = plans(fingerprint);
        List<String> configurations = configurations(plans);
        List<RunFolder> runs = new ArrayList<>();
        try (Runtime runtime = Runtime.open(request.threads())) {
            for (String configuration : configurations) {
                CaseStore store = store(runtime, plans, configuration);
                for (String fold : request.folds()) {
                    runs.add(trainAndValidate(runtime, plans, configuration, store, fold));
                }
            }
            Optional<RunChoice> choice = new JobSelection(request, listener, finished).choose(runs);
            List<RunFolder> best = choice.map(chosen -> chosen.of(runs)).orElseGet(() -> BestRuns.of(runs));
            List<String> failed = new TestPredictions(request, reader, listener, finished)
                    .predict(
                            runtime, best, choice.map(RunChoice::postprocessing).orElse(Postprocessing.NONE));
            Path page = new JobReport(request, reader, listener).write(best, choice.map(RunChoice::heldOut));
            refuse(failed, page);
            return page;
        }
    }

    private void refuse(List<String> failed, Path page) throws IOException {
        if (!failed.isEmpty()) {
            throw new IOException(failed.size() + (failed.size() == 1 ? " case" : " cases") + " of "
                    + raw.folder().resolve("imagesTs") + " could not be predicted: " + String.join("; ", failed)
                    + ". All others are, see " + page + "; mend or remove them and run the same command again");
        }
    }

    private DatasetFingerprint fingerprint() {
        Path file = work.resolve("dataset_fingerprint.json");
        String digest = FinishedSteps.digest(files(raw.trainingCases()));
        if (finished.hold("fingerprint", digest, file)) {
            listener.kept("fingerprint");
            return DatasetFingerprint.read(file);
        }
        CaseReporter cases = new CaseReporter("fingerprint", raw.trainingCases().size(), listener);
        DatasetFingerprint found;
        try (cases) {
            found = new FingerprintExtractor(reader, request.threads(), cases).extract(raw);
        }
        finished.remove("fingerprint");
        found.write(file);
        finished.add("fingerprint", digest);
        return found;
    }

    static String files(List<RawCase> cases) {
        return cases.stream()
                .map(c -> {
                    List<Path> files = new ArrayList<>(c.images());
                    c.label().ifPresent(files::add);
                    return c.id() + " " + Fingerprints.inputs(files);
                })
                .collect(Collectors.joining("\n"));
    }

    private Plans plans(DatasetFingerprint fingerprint) {
        Path file = work.resolve("plans.json");
        String digest = FinishedSteps.digest(fingerprint.toJson(), dataset.json(), request.planning());
        if (finished.hold("plan", digest, file)) {
            listener.kept("plan");
            return Plans.read(file);
        }
        listener.begin("plan", 1);
        PlannedExperiment planned =
                request.planner().plan(fingerprint, dataset, request.planning().withImageReader(reader.nnunetName()));
        planned.warnings().forEach(listener::warn);
        finished.remove("plan");
        planned.plans().write(file);
        finished.add("plan", digest);
        listener.at(1, String.join(", ", planned.plans().configurationNames()));
        listener.end();
        return planned.plans();
    }

    /** What is trained; a name or a fold that does not exist is refused now, and not after the trainings before it. */
    private List<String> configurations(Plans plans) throws IOException {
        request.folds().forEach(this::cases);
        List<String> chosen = request.configurations();
        if (chosen.isEmpty()) {
            return List.of(plans.configurationNames().contains("3d_fullres") ? "3d_fullres" : "2d");
        }
        for (String name : chosen) {
            Optional<String> firstStage = plans.configuration(name).previousStage();
            if (firstStage.isPresent()) {
                refuseUnpredicted(name, firstStage.get(), chosen.subList(0, chosen.indexOf(name)));
            }
        }
        return chosen;
    }

    /** The second stage of a cascade trains on what the first one's folds found in the cases that they did not train on. */
    private void refuseUnpredicted(String name, String firstStage, List<String> before) throws IOException {
        Set<String> unpredicted =
                raw.trainingCases().stream().map(RawCase::id).collect(Collectors.toCollection(TreeSet::new));
        Path trained = work.resolve("runs").resolve(firstStage);
        List<RunFolder> runs = Files.isDirectory(trained) ? RunFolder.within(trained) : List.of();
        runs.forEach(run -> run.validationCases().forEach(unpredicted::remove));
        if (before.contains(firstStage)) {
            request.folds().forEach(fold -> cases(fold).validation().forEach(unpredicted::remove));
        }
        if (!unpredicted.isEmpty()) {
            throw new IOException(name + " learns from what folds of " + firstStage
                    + " find in their validation cases, and " + unpredicted.size() + " of "
                    + raw.trainingCases().size() + " cases, e.g. "
                    + unpredicted.iterator().next()
                    + ", are in no fold's; name " + firstStage + " before it, and all folds, e.g. -f 0,1,2,3,4");
        }
    }

    private CaseStore store(Runtime runtime, Plans plans, String configuration) throws IOException {
        Path firstStage = work.resolve("runs")
                .resolve(plans.configuration(configuration).previousStage().orElse(""));
        return new StoreFilling(plans, configuration, dataset.labels(), reader)
                .fill(
                        runtime,
                        firstStage,
                        raw.trainingCases(),
                        work.resolve("store").resolve(configuration),
                        listener);
    }

    private RunFolder trainAndValidate(Runtime runtime, Plans plans, String configuration, CaseStore store, String fold)
            throws IOException {
        Path folder = work.resolve("runs").resolve(configuration).resolve("fold_" + fold);
        try (FolderLock alone = FolderLock.take(folder)) {
            train(runtime, plans, configuration, store, fold, folder);
            RunFolder run = RunFolder.open(folder);
            validate(runtime, run);
            return run;
        }
    }

    private void train(Runtime runtime, Plans plans, String configuration, CaseStore store, String fold, Path folder)
            throws IOException {
        FoldTraining training = new FoldTraining(plans, configuration, dataset, store, fold, cases(fold));
        int epochs = request.training().epochsOf(plans.configuration(configuration));
        try (TrainingReporter reporter =
                new TrainingReporter("train " + configuration + " " + fold, epochs, listener)) {
            training.run(runtime, folder, request.training(), reporter);
        }
    }

    private Fold cases(String fold) {
        List<String> ids = raw.trainingCases().stream().map(RawCase::id).toList();
        if (fold.equals("all")) {
            return Fold.all(ids);
        }
        Path given = raw.folder().resolve("splits_final.json");
        Path file = Files.exists(given) ? given : work.resolve("splits_final.json");
        return CrossValidationSplit.openOrCreate(file, ids)
                .fold(Integer.parseInt(fold), ids)
                .requireWithin(ids, file);
    }

    private void validate(Runtime runtime, RunFolder run) throws IOException {
        String step = "validate " + run.configuration() + " " + run.fold();
        Path summary = run.folder().resolve("validation").resolve("summary.json");
        ProbabilityOutput probabilities =
                request.training().probabilities() ? ProbabilityOutput.NPZ : ProbabilityOutput.NONE;
        String digest = FinishedSteps.digest(files(raw.trainingCases()), run.validationCases(), probabilities);
        Optional<Path> previous = run.plans()
                .configuration(run.configuration())
                .previousStage()
                .map(stage -> work.resolve("runs")
                        .resolve(stage)
                        .resolve("fold_" + run.fold())
                        .resolve("validation"));
        FoldValidation validation = new FoldValidation(run, reader, new CaseFiles(reader)::labels);
        if (finished.hold(step, digest, summary) && validation.finished(raw.trainingCases(), previous)) {
            listener.kept(step);
            return;
        }
        finished.remove(step);
        try (PredictionReporter reporter =
                new PredictionReporter(step, run.validationCases().size(), listener)) {
            validation.run(runtime, raw.trainingCases(), previous, probabilities, reporter);
        }
        finished.add(step, digest);
    }
}
