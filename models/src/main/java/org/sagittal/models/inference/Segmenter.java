package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.unet.InferenceRecipe;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.Preprocessor;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.reader.CaseImages;

/**
 * A loaded model that answers many cases: image on the file's grid -> labels on the file's grid.
 *
 * <p>{@link #prepare} may run on any thread and beside {@link #predict}; {@code predict} takes one thread at a time.
 *
 * <p>Reference: {@code nnUNetPredictor} of nnU-Net 2.8.1, nnunet.md section 7.
 */
public final class Segmenter implements AutoCloseable {
    private final Kept model;
    private final List<PatchNetwork> folds;
    private final SlidingWindow window;
    private final Preprocessor preprocessor;
    private final int passes;
    private final SumsBudget budget;

    private Segmenter(SegmentationModel model, List<PatchNetwork> folds, InferenceOptions options, SumsBudget budget) {
        this.budget = budget;
        this.model = new Kept(
                model.name(),
                model.preprocessing().channels(),
                model.network().heads(),
                model.labels(),
                model.previousStage());
        this.folds = List.copyOf(folds);
        this.window = SlidingWindow.of(folds, model.patchSize(), options.step(), options.batchFor(model));
        this.preprocessor = new Preprocessor(model.preprocessing(), model.labels());
        this.passes =
                folds.size() << (options.mirroring() ? model.mirroringAxes().size() : 0);
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
        InferenceRecipe recipe = new InferenceRecipe(model.network(), model.patchSize(), mirrored, options.precision());
        List<PatchNetwork> networks = new ArrayList<>();
        try {
            for (NamedTensors weights : model.folds()) {
                networks.add(ProgramNetwork.load(runtime, recipe, weights));
            }
            return new Segmenter(model, networks, options, SumsBudget.own());
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
        return new Segmenter(model, folds, options, SumsBudget.own());
    }

    /** The same with another budget for the sums. */
    static Segmenter of(
            SegmentationModel model, List<PatchNetwork> folds, InferenceOptions options, SumsBudget budget) {
        return new Segmenter(model, folds, options, budget);
    }

    /** Of a model, what is needed when the engine has the weights: without them. */
    private record Kept(
            String name, int imageChannels, int heads, LabelScheme labels, Optional<String> previousStage) {}

    /**
     * What to call the model in messages.
     *
     * @return its name
     */
    public String name() {
        return model.name();
    }

    /**
     * What the network's channels stand for.
     *
     * @return the labels
     */
    public LabelScheme labels() {
        return model.labels();
    }

    /**
     * Whose labels the network takes as further channels.
     *
     * @return a configuration, in the second stage of a cascade
     */
    public Optional<String> previousStage() {
        return model.previousStage();
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
        int channels = model.imageChannels();
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
        return preprocessor.preprocess(images, Optional.empty(), previousStage).withoutLabels();
    }

    /**
     * Runs the network and goes the way back.
     *
     * @param prepared what {@link #prepare} gave
     * @param progress told after every tile
     * @return one label a voxel of the file's grid
     */
    public LabelVoxels predict(PreprocessedCase prepared, InferenceProgress progress) {
        return predict(prepared, SegmentationRequest.LABELS, progress).labels();
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
        LogitPart whole = LogitPart.whole(prepared.restoration());
        return predict(prepared, whole, Uncertainty.NONE, probabilities, progress)
                .labels();
    }

    /**
     * Runs the network for what is asked for; of the tiles, just those that the region needs.
     *
     * @param prepared what {@link #prepare} gave
     * @param request what is wanted
     * @param progress told after every tile
     * @return everything wanted, to be closed
     */
    public Prediction predict(PreprocessedCase prepared, SegmentationRequest request, InferenceProgress progress) {
        Restoration restoration = prepared.restoration();
        Optional<LogitPart> part = request.region().isEmpty()
                ? Optional.of(LogitPart.whole(restoration))
                : LogitPart.within(restoration, request.region().get());
        if (part.isEmpty()) {
            return nothing(restoration, request);
        }
        if (!request.probabilities() && request.uncertainty() == Uncertainty.NONE) {
            return labels(prepared, part.get(), progress);
        }
        if (!request.probabilities()) {
            return predict(prepared, part.get(), request.uncertainty(), (z, logits) -> {}, progress);
        }
        ProbabilityStore store = ProbabilityStore.create(
                heads(), model.labels().hasRegions(), part.get().placing());
        try {
            Prediction found = predict(prepared, part.get(), request.uncertainty(), store, progress);
            return new Prediction(
                    found.labels(), Optional.of(store), found.uncertainty(), found.quality(), found.stages());
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** Labels alone, in blocks where the sums of all would be too large. */
    private Prediction labels(PreprocessedCase prepared, LogitPart part, InferenceProgress progress) {
        Optional<BlockPrediction> blocks = BlockPrediction.of(window, model.labels(), budget, part);
        if (blocks.isEmpty()) {
            return predict(prepared, part, Uncertainty.NONE, (z, logits) -> {}, progress);
        }
        LabelVoxels labels = blocks.get().run(channels(prepared), progress);
        return new Prediction(
                part.placing().toFileGrid(labels), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private Prediction predict(
            PreprocessedCase prepared, LogitPart part, Uncertainty kind, LogitSink also, InferenceProgress progress) {
        Restoration placing = part.placing();
        boolean compared = kind != Uncertainty.NONE;
        PredictionSink sink = new PredictionSink(model.labels(), placing, also, compared);
        LogitSink back = LogitResampler.of(heads() + (compared ? 1 : 0), part, sink);
        if (!compared) {
            window.run(channels(prepared), part.source(), back, progress);
            return new Prediction(
                    placing.toFileGrid(sink.labels()), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        }
        PassAgreement agreement = new PassAgreement(heads(), model.labels().hasRegions());
        window.runComparing(channels(prepared), new LogitComparison(part.source(), kind, agreement), back, progress);
        LabelVoxels labels = placing.toFileGrid(sink.labels());
        FloatVoxels uncertainty = placing.toFileGrid(sink.uncertainty().orElseThrow());
        CaseQuality quality = CaseQuality.of(
                ForegroundClass.of(model.labels()),
                agreement.ofForeground(),
                CaseQuality.meanOfForeground(uncertainty, labels));
        return new Prediction(labels, Optional.empty(), Optional.of(uncertainty), Optional.of(quality), Map.of());
    }

    /** A region without a voxel in which the image is not 0: background, surely. */
    private Prediction nothing(Restoration restoration, SegmentationRequest request) {
        Shape shape = restoration.fileShape();
        boolean compared = request.uncertainty() != Uncertainty.NONE;
        List<ForegroundClass> classes = ForegroundClass.of(model.labels());
        return new Prediction(
                LabelVoxels.of(shape, new short[shape.z()][shape.sliceVoxels()]),
                request.probabilities()
                        ? Optional.of(ProbabilityStore.background(
                                heads(), model.labels().hasRegions(), restoration))
                        : Optional.empty(),
                compared
                        ? Optional.of(FloatVoxels.of(shape, new float[shape.z()][shape.sliceVoxels()]))
                        : Optional.empty(),
                compared
                        ? Optional.of(CaseQuality.of(
                                classes,
                                Collections.nCopies(classes.size(), OptionalDouble.empty()),
                                OptionalDouble.empty()))
                        : Optional.empty(),
                Map.of());
    }

    /**
     * How often the model looks at each tile.
     *
     * @return folds times combinations of mirrored axes
     */
    public int passes() {
        return passes;
    }

    /**
     * Which program the engine runs.
     *
     * @return the slower of the folds'
     */
    public InferenceProgram program() {
        return folds.stream()
                .map(PatchNetwork::program)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private int heads() {
        return model.heads();
    }

    /**
     * A place for the probabilities of one case.
     *
     * @param prepared the case
     * @return an empty store, to be closed
     */
    public ProbabilityStore probabilityStore(PreprocessedCase prepared) {
        return ProbabilityStore.create(heads(), model.labels().hasRegions(), prepared.restoration());
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
