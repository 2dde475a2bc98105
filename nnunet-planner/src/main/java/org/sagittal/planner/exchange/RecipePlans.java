package org.sagittal.planner.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.Recipe;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.planner.plan.Architecture;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.PreprocessingSpecJson;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * plans.json of a model that came without one, spelled from its recipe: what nnU-Net needs to predict, with a batch size of 2 as nothing
 * says another.
 *
 * <p>Reference: nnunet.md 3.7.
 */
final class RecipePlans {
    private static final String FUNCTION = "resample_data_or_seg_to_shape";
    private static final int SMALLEST_BATCH = 2;

    private RecipePlans() {}

    /** The whole document, with one configuration. */
    static ObjectNode of(MemberDescription member, String datasetName) {
        Recipe recipe = member.recipe();
        PreprocessingSpec preprocessing = recipe.preprocessing();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("dataset_name", datasetName);
        root.put("plans_name", member.plans());
        root.put("image_reader_writer", recipe.imageReader());
        List<Integer> forward = preprocessing.transposeForward();
        integers(root.putArray("transpose_forward"), forward);
        ArrayNode backward = root.putArray("transpose_backward");
        for (int axis = 0; axis < forward.size(); axis++) {
            backward.add(forward.indexOf(axis));
        }
        root.putObject("configurations").set(member.configuration(), configuration(member));
        root.put("label_manager", "LabelManager");
        root.set("foreground_intensity_properties_per_channel", intensities(preprocessing.normalizations()));
        return root;
    }

    private static ObjectNode configuration(MemberDescription member) {
        Recipe recipe = member.recipe();
        PreprocessingSpec preprocessing = recipe.preprocessing();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("data_identifier", member.plans() + "_" + member.configuration());
        node.put("preprocessor_name", "DefaultPreprocessor");
        node.put("batch_size", SMALLEST_BATCH);
        integers(node.putArray("patch_size"), recipe.patchSize());
        ArrayNode spacing = node.putArray("spacing");
        preprocessing.spacingMm().forEach(spacing::add);
        ArrayNode schemes = node.putArray("normalization_schemes");
        ArrayNode masks = node.putArray("use_mask_for_norm");
        for (Normalization normalization : preprocessing.normalizations()) {
            schemes.add(normalization.nnunetName());
            masks.add(normalization.masked());
        }
        resampling(node, "data", false, preprocessing.data());
        resampling(node, "seg", true, preprocessing.seg());
        resampling(node, "probabilities", false, preprocessing.probabilities());
        node.set("architecture", architecture(recipe.network()));
        node.put("batch_dice", false);
        recipe.previousStage().ifPresent(stage -> node.put("previous_stage", stage));
        return node;
    }

    private static void resampling(ObjectNode node, String what, boolean segmentation, ResamplingSpec spec) {
        node.put("resampling_fn_" + what, FUNCTION);
        ObjectNode arguments = node.putObject("resampling_fn_" + what + "_kwargs");
        arguments.put("is_seg", segmentation).setAll(PreprocessingSpecJson.write(spec));
    }

    private static ObjectNode architecture(NetworkSpec network) {
        return new Architecture(
                        network.kind() == NetworkSpec.Kind.RESIDUAL_ENCODER,
                        network.features(),
                        network.kernelSizes(),
                        network.strides(),
                        network.blocksPerStage(),
                        network.convolutionsPerDecoderStage())
                .toJson();
    }

    private static ObjectNode intensities(List<Normalization> normalizations) {
        ObjectNode channels = JsonNodeFactory.instance.objectNode();
        for (int c = 0; c < normalizations.size(); c++) {
            ObjectNode channel = channels.putObject(Integer.toString(c));
            if (normalizations.get(c) instanceof CtNormalization ct) {
                channel.put("mean", ct.mean())
                        .put("std", ct.deviation())
                        .put("percentile_00_5", ct.lower())
                        .put("percentile_99_5", ct.upper());
            }
        }
        return channels;
    }

    private static void integers(ArrayNode list, List<Integer> values) {
        values.forEach(list::add);
    }
}
