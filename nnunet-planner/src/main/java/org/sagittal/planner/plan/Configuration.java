package org.sagittal.planner.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.training.DeepSupervision;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.NoNormalization;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.RescaleTo01Normalization;
import org.sagittal.preprocessing.normalize.RgbTo01Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * One way to train on a dataset: how cases are prepared, which network sees how much of them, in which batches. Lists over axes
 * are in network order, (z, y, x) in 3D and (y, x) in 2D. Made by {@link Plans#configuration}; each getter checks what it reads.
 *
 * <p>Reference: nnunetv2 2.8.1, {@code ConfigurationManager}.
 */
public final class Configuration {
    private final String name;
    private final Plans plans;
    private final Fields fields;

    Configuration(String name, Plans plans, Fields fields) {
        this.name = name;
        this.plans = plans;
        this.fields = fields;
    }

    /**
     * Its name.
     *
     * @return e.g. {@code 3d_fullres}
     */
    public String name() {
        return name;
    }

    /**
     * Where nnU-Net keeps its preprocessed data; configurations with the same one share it.
     *
     * @return e.g. {@code nnUNetPlans_3d_fullres}
     */
    public String dataIdentifier() {
        return fields.text("data_identifier");
    }

    /**
     * Spatial axes of its network.
     *
     * @return 2 or 3
     */
    public int dimensions() {
        return patchSize().size();
    }

    /**
     * Extents of the network's input.
     *
     * @return voxels per axis
     */
    public List<Integer> patchSize() {
        List<Integer> patch = fields.integers("patch_size");
        if (patch.size() < 2 || patch.size() > 3 || patch.stream().anyMatch(p -> p < 1)) {
            throw fields.wrong("patch_size", "must hold 2 or 3 positive numbers", patch);
        }
        return patch;
    }

    /**
     * The patch as a volume.
     *
     * @return z = 1 in 2D
     */
    public Shape patchShape() {
        List<Integer> patch = patchSize();
        return patch.size() == 2
                ? new Shape(1, patch.get(0), patch.get(1))
                : new Shape(patch.get(0), patch.get(1), patch.get(2));
    }

    /**
     * Patches in a batch.
     *
     * @return at least 1
     */
    public int batchSize() {
        int batch = fields.integer("batch_size");
        if (batch < 1) {
            throw fields.wrong("batch_size", "must be at least 1", batch);
        }
        return batch;
    }

    /**
     * Whether Dice is summed over the whole batch before it is divided.
     *
     * @return {@code batch_dice}
     */
    public boolean batchDice() {
        return fields.flag("batch_dice");
    }

    /**
     * Spacing of the resampled images.
     *
     * @return mm per axis
     */
    public List<Double> spacingMm() {
        return fields.numbers("spacing");
    }

    /**
     * Extent of the typical case at this spacing.
     *
     * @return voxels per axis
     */
    public List<Double> medianShapeVoxels() {
        return fields.numbers("median_image_size_in_voxels");
    }

    /**
     * The configuration whose predictions this one refines.
     *
     * @return e.g. {@code 3d_lowres}; empty for all but the second stage of a cascade
     */
    public Optional<String> previousStage() {
        return fields.optionalText("previous_stage");
    }

    /**
     * Its network as it stands in the plan.
     *
     * @return family, stages and widths
     */
    public Architecture architecture() {
        return Architecture.of(fields.object("architecture"), dimensions());
    }

    /**
     * Its network for a dataset. A configuration with a previous stage sees that stage's labels as extra channels after the image.
     *
     * @param dataset channels and labels
     * @return the recipe
     * @throws PlansException if it describes no network that can run, e.g. one of a single stage
     */
    public NetworkSpec network(DatasetDescription dataset) {
        LabelScheme labels = dataset.labels();
        int extra = previousStage().isPresent() ? labels.foregroundLabels().size() : 0;
        Architecture read = architecture();
        try {
            return new NetworkSpec(
                    read.residual() ? NetworkSpec.Kind.RESIDUAL_ENCODER : NetworkSpec.Kind.PLAIN_CONV,
                    dataset.channelNames().size() + extra,
                    labels.segmentationHeads(),
                    read.features(),
                    read.kernels(),
                    read.strides(),
                    read.encoderBlocks(),
                    read.decoderConvolutions());
        } catch (IllegalArgumentException e) {
            throw new PlansException(fields.source(), fields.path() + ": " + e.getMessage(), e);
        }
    }

    /**
     * How cases become what the network sees.
     *
     * @return the recipe
     * @throws PlansException if a normalisation or resampling function is not one of nnU-Net's usual ones
     */
    public PreprocessingSpec preprocessing() {
        try {
            return new PreprocessingSpec(
                    dimensions(),
                    plans.transposeForward(),
                    spacingMm(),
                    normalizations(),
                    resampling("resampling_fn_data", ResamplingSpec.DEFAULT_DATA),
                    resampling("resampling_fn_seg", ResamplingSpec.DEFAULT_SEG),
                    resampling("resampling_fn_probabilities", ResamplingSpec.DEFAULT_PROBABILITIES));
        } catch (IllegalArgumentException e) {
            throw new PlansException(fields.source(), fields.path() + ": " + e.getMessage(), e);
        }
    }

    private List<Normalization> normalizations() {
        List<String> schemes = fields.texts("normalization_schemes");
        List<Boolean> masks = useMask();
        List<Normalization> normalizations = new ArrayList<>();
        for (int channel = 0; channel < schemes.size(); channel++) {
            normalizations.add(normalization(schemes.get(channel), masks.get(channel), channel));
        }
        return normalizations;
    }

    private List<Boolean> useMask() {
        List<Boolean> masks = fields.flags("use_mask_for_norm");
        int channels = fields.texts("normalization_schemes").size();
        if (masks.size() != channels) {
            throw fields.wrong("use_mask_for_norm", "must have " + channels + " entries, one per channel", masks);
        }
        return masks;
    }

    private Normalization normalization(String scheme, boolean mask, int channel) {
        switch (scheme) {
            case "ZScoreNormalization":
                return new ZScoreNormalization(mask);
            case "CTNormalization":
                Fields ct = plans.intensities(channel);
                return new CtNormalization(
                        ct.number("mean"),
                        ct.number("std"),
                        ct.number("percentile_00_5"),
                        ct.number("percentile_99_5"));
            case "RescaleTo01Normalization":
                return new RescaleTo01Normalization();
            case "RGBTo01Normalization":
                return new RgbTo01Normalization();
            case "NoNormalization":
                return new NoNormalization();
            default:
                throw fields.wrong("normalization_schemes", "must be nnU-Net's own schemes", scheme);
        }
    }

    private ResamplingSpec resampling(String key, ResamplingSpec usual) {
        String function = fields.text(key);
        if (!function.equals("resample_data_or_seg_to_shape")) {
            throw fields.wrong(key, "must be resample_data_or_seg_to_shape, the only resampling known here", function);
        }
        Fields arguments = fields.object(key + "_kwargs");
        int order = arguments.has("order") ? arguments.integer("order") : usual.order();
        int orderZ = arguments.has("order_z") ? arguments.integer("order_z") : usual.orderZ();
        Optional<Boolean> force =
                arguments.has("force_separate_z") ? Optional.of(arguments.flag("force_separate_z")) : Optional.empty();
        return new ResamplingSpec(order, orderZ, force);
    }

    /**
     * How the network is trained: nnU-Net's way, or for as long as a time budget left in the plan.
     *
     * @return the recipe
     * @throws PlansException if the network has a single stage and cannot be trained
     */
    public TrainingSpec training() {
        try {
            DeepSupervision supervision =
                    DeepSupervision.ofStrides(architecture().strides());
            return TrainingSpec.of(dimensions(), patchShape(), batchSize(), batchDice(), supervision)
                    .withSchedule(schedule())
                    .withMaskedChannels(useMask());
        } catch (IllegalArgumentException e) {
            throw new PlansException(fields.source(), fields.path() + ": " + e.getMessage(), e);
        }
    }

    private Schedule schedule() {
        Schedule usual = Schedule.nnunet();
        if (!fields.has(SagittalKeys.BLOCK)) {
            return usual;
        }
        Fields own = fields.object(SagittalKeys.BLOCK);
        return new Schedule(
                own.integer(SagittalKeys.EPOCHS),
                own.integer(SagittalKeys.ITERATIONS),
                own.integer(SagittalKeys.VALIDATION_ITERATIONS),
                usual.initialLearningRate());
    }

    /**
     * The configuration with everything it inherits, in the present words.
     *
     * @return a copy
     */
    public ObjectNode json() {
        return fields.node().deepCopy();
    }

    /**
     * One value that has no getter, such as a user's own key.
     *
     * @param key the key
     * @return its value, or nothing
     */
    public Optional<JsonNode> value(String key) {
        return Optional.ofNullable(fields.node().get(key)).map(JsonNode::deepCopy);
    }
}
