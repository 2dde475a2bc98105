package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * Loaded models that answer a case together. The first stage of a cascade gives its labels to the second; the probabilities of the models
 * that are averaged become one. A single model is an ensemble too.
 *
 * <p>Models look at a case one after the other; the probabilities of those that are done wait in temporary files. Whatever a cascade's
 * first stage finds is computed once, whoever takes it.
 */
public final class Ensemble implements AutoCloseable {
    private final List<Stage> stages;
    private final LabelScheme labels;

    private Ensemble(List<Stage> stages) {
        this.stages = stages;
        this.labels = stages.get(0).segmenter().labels();
    }

    /**
     * One model of an ensemble.
     *
     * @param name unique in the ensemble
     * @param segmenter the loaded model
     * @param previous name of the model of the ensemble whose labels this one takes
     * @param averaged whether its probabilities count for the result; others only feed a cascade
     */
    public record Stage(String name, Segmenter segmenter, Optional<String> previous, boolean averaged) {}

    /**
     * A case on its way: the image, or just its place where one model is all, labels of a previous stage that were given, and the case as the
     * first model sees it.
     */
    record PreparedImages(CaseImages images, Optional<LabelVoxels> given, PreprocessedCase first) {}

    /**
     * An ensemble.
     *
     * @param stages its models, each after the one whose labels it takes; closed with the ensemble
     * @return the ensemble
     * @throws IllegalArgumentException if none is averaged, a name is missing or there twice, or labels differ
     */
    public static Ensemble of(List<Stage> stages) {
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            if (stage.previous().isPresent() && !names.contains(stage.previous().get())) {
                throw new IllegalArgumentException("the stages before " + stage.name() + " must hold "
                        + stage.previous().get() + ", got " + names);
            }
            if (!names.add(stage.name())) {
                throw new IllegalArgumentException("stages must be named once each, got " + stage.name() + " twice");
            }
        }
        if (stages.stream().noneMatch(Stage::averaged)) {
            throw new IllegalArgumentException("an ensemble must average at least one model, got none of " + names);
        }
        Ensemble ensemble = new Ensemble(List.copyOf(stages));
        stages.forEach(ensemble::requireSameLabels);
        return ensemble;
    }

    /**
     * A single model.
     *
     * @param segmenter the loaded model; closed with the ensemble
     * @return an ensemble of one
     */
    public static Ensemble of(Segmenter segmenter) {
        return of(List.of(new Stage(segmenter.name(), segmenter, Optional.empty(), true)));
    }

    private void requireSameLabels(Stage stage) {
        LabelScheme others = stage.segmenter().labels();
        if (!others.foregroundRegions().equals(labels.foregroundRegions())
                || !others.regionsClassOrder().equals(labels.regionsClassOrder())) {
            throw new IllegalArgumentException("models that work together must know the same labels, but "
                    + stages.get(0).name() + " knows " + labels.names() + " and " + stage.name() + " knows "
                    + others.names());
        }
    }

    /**
     * What the result's labels mean.
     *
     * @return the models' common labels
     */
    public LabelScheme labels() {
        return labels;
    }

    /** Names of the models whose labels others take. */
    List<String> feeding() {
        return stages.stream().filter(this::feeds).map(Stage::name).toList();
    }

    /**
     * How many answers the result is averaged from.
     *
     * @return the passes of all averaged models
     */
    public int passes() {
        return stages.stream()
                .filter(Stage::averaged)
                .mapToInt(stage -> stage.segmenter().passes())
                .sum();
    }

    /**
     * Which program the engine runs.
     *
     * @return the slowest of the models'
     */
    public InferenceProgram program() {
        return stages.stream()
                .map(stage -> stage.segmenter().program())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Prepares a case for the first model.
     *
     * @param images channels as read, file order
     * @param given labels of a previous stage that is no part of the ensemble
     * @return the case, for {@link #predict}
     */
    PreparedImages prepare(CaseImages images, Optional<LabelVoxels> given) {
        Stage first = stages.get(0);
        Optional<LabelVoxels> previous = first.segmenter().previousStage().isPresent() ? given : Optional.empty();
        PreprocessedCase seen = first.segmenter().prepare(images, previous);
        // Only further models look at the image again.
        return new PreparedImages(stages.size() > 1 ? images : images.withoutVoxels(), given, seen);
    }

    /**
     * Predicts a case.
     *
     * @param prepared what {@link #prepare} gave
     * @param request what is wanted
     * @param progress told after every tile
     * @return everything wanted, to be closed
     */
    Prediction predict(PreparedImages prepared, SegmentationRequest request, InferenceProgress progress) {
        List<Prediction> averaged = new ArrayList<>();
        Map<String, LabelVoxels> feeding = new HashMap<>();
        boolean several = stages.stream().filter(Stage::averaged).count() > 1;
        try {
            for (int i = 0; i < stages.size(); i++) {
                Stage stage = stages.get(i);
                Segmenter segmenter = stage.segmenter();
                PreprocessedCase own = i == 0 ? prepared.first() : again(stage, prepared, feeding);
                Prediction found = segmenter.predict(own, requestFor(stage, request, several), part(progress, i));
                if (feeds(stage)) {
                    feeding.put(stage.name(), found.labels());
                }
                if (stage.averaged()) {
                    averaged.add(found);
                }
            }
            return result(averaged, feeding, request, prepared.images());
        } finally {
            if (several) {
                averaged.forEach(Prediction::close);
            }
        }
    }

    private Prediction result(
            List<Prediction> averaged,
            Map<String, LabelVoxels> feeding,
            SegmentationRequest request,
            CaseImages images) {
        Prediction found = averaged.size() == 1
                ? averaged.get(0)
                : new EnsembleMean(averaged, labels, request).of(fileGrid(images));
        return new Prediction(found.labels(), found.probabilities(), found.uncertainty(), found.quality(), feeding);
    }

    private PreprocessedCase again(Stage stage, PreparedImages prepared, Map<String, LabelVoxels> feeding) {
        Optional<LabelVoxels> previous = stage.previous().map(feeding::get);
        if (previous.isEmpty() && stage.segmenter().previousStage().isPresent()) {
            previous = prepared.given();
        }
        return stage.segmenter().prepare(prepared.images(), previous);
    }

    private SegmentationRequest requestFor(Stage stage, SegmentationRequest request, boolean several) {
        if (!stage.averaged()) {
            return SegmentationRequest.LABELS;
        }
        SegmentationRequest own = several ? request.withProbabilities(true) : request;
        return feeds(stage) ? own.whole() : own;
    }

    private boolean feeds(Stage stage) {
        return stages.stream().anyMatch(s -> s.previous().equals(Optional.of(stage.name())));
    }

    private InferenceProgress part(InferenceProgress progress, int stage) {
        return new InferenceProgress() {
            @Override
            public void at(double fraction) {
                progress.at((stage + fraction) / stages.size());
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private static Restoration fileGrid(CaseImages images) {
        return new Restoration(
                List.of(0, 1, 2),
                images.shape(),
                Box.of(images.shape()),
                images.shape(),
                images.spacing(),
                images.spacing(),
                ResamplingSpec.DEFAULT_PROBABILITIES);
    }

    @Override
    public void close() {
        stages.forEach(stage -> stage.segmenter().close());
    }
}
