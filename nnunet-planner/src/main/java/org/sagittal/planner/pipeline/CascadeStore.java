package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.InferenceProgress;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.Preprocessor;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.CheckedCase;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.CaseStoreWriter;
import org.sagittal.preprocessing.store.Fingerprints;

/**
 * The cases of a cascade's second stage: preprocessed as ever, and beside them the labels that the first stage finds in the cases it
 * was not trained on. As in nnU-Net the first stage's logits are resampled straight to the second stage's grid and decided there.
 */
public final class CascadeStore {
    private final PreprocessingSpec spec;
    private final LabelScheme labels;
    private final ImageReader reader;

    /**
     * Prepares the store of a configuration.
     *
     * @param plans the plans
     * @param configuration name of a configuration with a previous stage
     * @param labels what the labels mean
     * @param reader reads the raw cases
     */
    public CascadeStore(Plans plans, String configuration, LabelScheme labels, ImageReader reader) {
        Configuration second = plans.configuration(configuration);
        if (second.previousStage().isEmpty()) {
            throw new IllegalArgumentException(
                    "configuration must have a previous stage to make a cascade of, got '" + configuration + "'");
        }
        this.spec = second.preprocessing();
        this.labels = labels;
        this.reader = reader;
    }

    /**
     * Makes the cases that are not there yet.
     *
     * @param runtime the engine
     * @param firstStage finished runs of the previous stage; each case must be a validation case of one of them, and of several the first that
     *     did not train on it is asked
     * @param cases raw cases with labels
     * @param folder of the store
     * @param progress hears of finished cases and may stop the work
     * @throws IOException if a run is not finished, or a case is in no run's validation
     */
    public void build(
            Runtime runtime, List<RunFolder> firstStage, List<RawCase> cases, Path folder, CaseProgress progress)
            throws IOException {
        refuseOrphans(firstStage, cases);
        try (CaseStoreWriter writer = CaseStoreWriter.open(folder, spec, labels)) {
            build(runtime, firstStage, cases, writer, progress);
        }
    }

    private void build(
            Runtime runtime,
            List<RunFolder> firstStage,
            List<RawCase> cases,
            CaseStoreWriter writer,
            CaseProgress progress)
            throws IOException {
        int done = 0;
        for (RunFolder run : firstStage) {
            List<RawCase> own = cases.stream()
                    .filter(c -> run.equals(judge(firstStage, c.id())))
                    .toList();
            List<RawCase> missing = own.stream()
                    .filter(c -> !writer.finished(c.id(), inputs(run, c)))
                    .toList();
            done += own.size() - missing.size();
            if (missing.isEmpty()) {
                continue;
            }
            writer.claim();
            try (Segmenter segmenter = Segmenter.open(
                    runtime, RunFolder.model(List.of(run), Checkpoint.FINAL), InferenceOptions.DEFAULT)) {
                for (RawCase raw : missing) {
                    if (progress.cancelled()) {
                        return;
                    }
                    CheckedCase read = CheckedCase.read(raw, reader, labels);
                    read.remarks().forEach(remark -> progress.remark(raw.id(), remark));
                    writer.write(raw.id(), inputs(run, raw), make(segmenter, read));
                    progress.finished(raw.id(), ++done, cases.size());
                }
            }
        }
    }

    private static void refuseOrphans(List<RunFolder> firstStage, List<RawCase> cases) throws IOException {
        for (RawCase raw : cases) {
            if (firstStage.stream().noneMatch(run -> run.validationCases().contains(raw.id()))) {
                throw new IOException("case " + raw.id() + " is a validation case of none of the " + firstStage.size()
                        + " first-stage runs; train all folds of the previous stage first");
            }
        }
    }

    /** Whose labels a case gets: those of the first run that held it out and did not train on it; fold all trains on what it holds out. */
    private static RunFolder judge(List<RunFolder> firstStage, String id) {
        List<RunFolder> validated = firstStage.stream()
                .filter(run -> run.validationCases().contains(id))
                .toList();
        return validated.stream()
                .filter(run -> !run.trainingCases().contains(id))
                .findFirst()
                .orElse(validated.get(0));
    }

    private static String inputs(RunFolder run, RawCase raw) {
        List<Path> files = new ArrayList<>(raw.images());
        raw.label().ifPresent(files::add);
        files.add(run.folder().resolve(Checkpoint.FINAL));
        return Fingerprints.inputs(files);
    }

    private PreprocessedCase make(Segmenter firstStage, CheckedCase read) {
        PreprocessedCase second = new Preprocessor(spec, labels).preprocess(read.images(), read.label());
        PreprocessedCase first = firstStage.prepare(read.images(), Optional.empty());
        LabelVoxels found = firstStage.predict(onGridOf(second, first), InferenceProgress.NONE);
        return new PreprocessedCase(
                second.data(), second.seg(), Optional.of(found), second.restoration(), second.locations());
    }

    /** The first stage's case, as if its file had the second stage's grid: what is predicted on it comes back there. */
    private PreprocessedCase onGridOf(PreprocessedCase second, PreprocessedCase first) {
        Restoration straight = new Restoration(
                List.of(0, 1, 2),
                second.shape(),
                Box.of(second.shape()),
                first.shape(),
                second.restoration().networkSpacing(),
                first.restoration().networkSpacing(),
                spec.probabilities());
        return new PreprocessedCase(first.data(), first.seg(), Optional.empty(), straight, first.locations());
    }
}
