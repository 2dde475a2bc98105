package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.Preprocessor;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.reader.CaseImages;

/**
 * A loaded model that answers many cases: image on the file's grid -> labels on the file's grid.
 *
 * <p>{@link #prepare} may run on any thread and beside {@link #predict}; {@code predict} takes one thread at a time.
 *
 * <p>Reference: {@code nnUNetPredictor} of nnU-Net 2.8.1, nnunet.md section 7.
 */
public final class Segmenter implements AutoCloseable {
    private final SegmentationModel model;
    private final List<PatchNetwork> folds;
    private final SlidingWindow window;
    private final Preprocessor preprocessor;

    private Segmenter(SegmentationModel model, List<PatchNetwork> folds, InferenceOptions options) {
        this.model = model;
        this.folds = List.copyOf(folds);
        this.window = SlidingWindow.of(folds, model.patchSize(), options.step(), options.batch());
        this.preprocessor = new Preprocessor(model.preprocessing(), model.labels());
    }

    /**
     * Loads a model into the engine.
     *
     * @param runtime the engine; stays open and must outlive the segmenter
     * @param model what to load
     * @param options how to predict
     * @return the segmenter, to be closed
     */
    public static Segmenter open(Runtime runtime, SegmentationModel model, InferenceOptions options) {
        List<Integer> mirrored = options.mirroring() ? model.mirroringAxes() : List.of();
        List<PatchNetwork> networks = new ArrayList<>();
        try {
            for (NamedTensors weights : model.folds()) {
                networks.add(ProgramNetwork.load(runtime, model.network(), weights, mirrored));
            }
            return new Segmenter(model, networks, options);
        } catch (RuntimeException e) {
            networks.forEach(PatchNetwork::close);
            throw e;
        }
    }

    /**
     * Wraps networks that are already loaded; they are closed with the segmenter.
     *
     * @param model recipes and labels
     * @param folds networks whose logits are averaged
     * @param options how to predict; mirroring is the networks' own affair
     * @return the segmenter, to be closed
     */
    static Segmenter of(SegmentationModel model, List<PatchNetwork> folds, InferenceOptions options) {
        return new Segmenter(model, folds, options);
    }

    /**
     * What was loaded.
     *
     * @return the model
     */
    public SegmentationModel model() {
        return model;
    }

    /**
     * Segments an image.
     *
     * @param images channels as read, file order
     * @return one label a voxel of the file's grid
     */
    public LabelVoxels segment(CaseImages images) {
        return predict(prepare(images, Optional.empty()), InferenceProgress.NONE);
    }

    /**
     * Segments an image with the second stage of a cascade.
     *
     * @param images channels as read, file order
     * @param previousStage what the first stage found, on the same grid
     * @return one label a voxel of the file's grid
     */
    public LabelVoxels segment(CaseImages images, LabelVoxels previousStage) {
        return predict(prepare(images, Optional.of(previousStage)), InferenceProgress.NONE);
    }

    /**
     * Brings a case to the network's grid.
     *
     * @param images channels as read, file order
     * @param previousStage labels of the stage before, present just for the second stage of a cascade
     * @return the case as the network sees it
     * @throws IllegalArgumentException if channels or labels do not fit the model
     */
    public PreprocessedCase prepare(CaseImages images, Optional<LabelVoxels> previousStage) {
        int channels = model.preprocessing().channels();
        if (images.channels().size() != channels) {
            throw new IllegalArgumentException("the model takes " + channels + " image channels, the case has "
                    + images.channels().size());
        }
        if (model.previousStage().isPresent() != previousStage.isPresent()) {
            throw new IllegalArgumentException(
                    model.previousStage().isPresent()
                            ? "the model is the second stage of a cascade and needs the labels that "
                                    + model.previousStage().get() + " predicted"
                            : "the model is no cascade and takes no labels of a previous stage");
        }
        return preprocessor.preprocess(images, Optional.empty(), previousStage);
    }

    /**
     * Runs the network and goes the way back.
     *
     * @param prepared what {@link #prepare} gave
     * @param progress told after every tile
     * @return one label a voxel of the file's grid
     */
    public LabelVoxels predict(PreprocessedCase prepared, InferenceProgress progress) {
        return predict(prepared, progress, (LogitSink) (z, logits) -> {});
    }

    /**
     * Runs the network, keeping the probabilities as well.
     *
     * @param prepared what {@link #prepare} gave
     * @param progress told after every tile
     * @param probabilities filled with the probabilities; made with {@link #probabilityStore}
     * @return one label a voxel of the file's grid
     */
    public LabelVoxels predict(PreprocessedCase prepared, InferenceProgress progress, ProbabilityStore probabilities) {
        return predict(prepared, progress, (LogitSink) probabilities);
    }

    /**
     * A place for the probabilities of one case.
     *
     * @param prepared the case
     * @return an empty store, to be closed
     */
    public ProbabilityStore probabilityStore(PreprocessedCase prepared) {
        return ProbabilityStore.create(model.network().heads(), model.labels().hasRegions(), prepared.restoration());
    }

    /**
     * Runs the network only: the logits on the network's grid, averaged over mirrored patches and folds, before anything is resampled.
     *
     * @param prepared what {@link #prepare} gave
     * @param progress told after every tile
     * @param sink takes the slices of the network's grid
     */
    public void logits(PreprocessedCase prepared, InferenceProgress progress, LogitSink sink) {
        window.run(channels(prepared), sink, progress);
    }

    private LabelVoxels predict(PreprocessedCase prepared, InferenceProgress progress, LogitSink also) {
        Restoration restoration = prepared.restoration();
        LabelDecoder decoder = new LabelDecoder(model.labels(), restoration.shapeAfterCropping());
        LogitSink both = (z, logits) -> {
            decoder.slice(z, logits);
            also.slice(z, logits);
        };
        LogitSink back = LogitResampler.of(model.network().heads(), restoration, both);
        logits(prepared, progress, back);
        return restoration.toFileGrid(decoder.labels());
    }

    private List<FloatVoxels> channels(PreprocessedCase prepared) {
        List<FloatVoxels> channels = new ArrayList<>(prepared.data());
        prepared.previousStage().ifPresent(labels -> {
            for (int label : model.labels().foregroundLabels()) {
                channels.add(oneHot(labels, label));
            }
        });
        return channels;
    }

    private static FloatVoxels oneHot(LabelVoxels labels, int label) {
        Shape shape = labels.shape();
        float[][] slices = new float[shape.z()][shape.sliceVoxels()];
        for (int z = 0; z < shape.z(); z++) {
            short[] from = labels.slice(z);
            for (int i = 0; i < from.length; i++) {
                slices[z][i] = from[i] == label ? 1 : 0;
            }
        }
        return FloatVoxels.of(shape, slices);
    }

    @Override
    public void close() {
        folds.forEach(PatchNetwork::close);
    }
}
