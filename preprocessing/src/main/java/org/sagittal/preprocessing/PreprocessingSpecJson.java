package org.sagittal.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.NoNormalization;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.RescaleTo01Normalization;
import org.sagittal.preprocessing.normalize.RgbTo01Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** The spelling of a {@link PreprocessingSpec} in our own files; the names of its parts are those of plans.json. */
public final class PreprocessingSpecJson {
    private PreprocessingSpecJson() {}

    /**
     * Spells a recipe. Equal recipes give equal text.
     *
     * @param spec the recipe
     * @return a new object
     */
    public static ObjectNode write(PreprocessingSpec spec) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("dimensions", spec.dimensions());
        ArrayNode axes = root.putArray("transpose_forward");
        spec.transposeForward().forEach(axes::add);
        ArrayNode spacing = root.putArray("spacing");
        spec.spacingMm().forEach(spacing::add);
        ArrayNode channels = root.putArray("normalization");
        spec.normalizations().forEach(n -> channels.add(normalization(n)));
        root.set("resampling_data", write(spec.data()));
        root.set("resampling_seg", write(spec.seg()));
        root.set("resampling_probabilities", write(spec.probabilities()));
        return root;
    }

    /**
     * Spells a way of resampling.
     *
     * @param spec order, order along a separate axis, and whether there must be one
     * @return a new object
     */
    public static ObjectNode write(ResamplingSpec spec) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("order", spec.order()).put("order_z", spec.orderZ());
        spec.forceSeparateZ()
                .ifPresentOrElse(force -> node.put("force_separate_z", force), () -> node.putNull("force_separate_z"));
        return node;
    }

    /**
     * Reads a recipe that {@link #write(PreprocessingSpec)} spelled.
     *
     * @param node the object
     * @return the recipe
     * @throws IllegalArgumentException naming what is missing or wrong
     */
    public static PreprocessingSpec read(JsonNode node) {
        List<Integer> axes = new ArrayList<>();
        node.path("transpose_forward").forEach(axis -> axes.add(axis.asInt(-1)));
        List<Double> spacing = new ArrayList<>();
        node.path("spacing").forEach(mm -> spacing.add(mm.asDouble()));
        List<Normalization> channels = new ArrayList<>();
        node.path("normalization").forEach(channel -> channels.add(normalization(channel)));
        return new PreprocessingSpec(
                node.path("dimensions").asInt(),
                axes,
                spacing,
                channels,
                readResampling(node.path("resampling_data")),
                readResampling(node.path("resampling_seg")),
                readResampling(node.path("resampling_probabilities")));
    }

    /**
     * Reads a way of resampling that {@link #write(ResamplingSpec)} spelled.
     *
     * @param node the object
     * @return the rule
     * @throws IllegalArgumentException naming what is missing or wrong
     */
    public static ResamplingSpec readResampling(JsonNode node) {
        JsonNode force = node.path("force_separate_z");
        return new ResamplingSpec(
                node.path("order").asInt(-1),
                node.path("order_z").asInt(-1),
                force.isBoolean() ? Optional.of(force.booleanValue()) : Optional.empty());
    }

    private static ObjectNode normalization(Normalization channel) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("scheme", channel.nnunetName())
                .put("use_mask", channel.masked());
        if (channel instanceof CtNormalization ct) {
            node.put("mean", ct.mean())
                    .put("std", ct.deviation())
                    .put("percentile_00_5", ct.lower())
                    .put("percentile_99_5", ct.upper());
        }
        return node;
    }

    private static Normalization normalization(JsonNode node) {
        String scheme = node.path("scheme").asText();
        return switch (scheme) {
            case "ZScoreNormalization" ->
                new ZScoreNormalization(node.path("use_mask").booleanValue());
            case "CTNormalization" ->
                new CtNormalization(
                        node.path("mean").asDouble(Double.NaN),
                        node.path("std").asDouble(Double.NaN),
                        node.path("percentile_00_5").asDouble(Double.NaN),
                        node.path("percentile_99_5").asDouble(Double.NaN));
            case "RescaleTo01Normalization" -> new RescaleTo01Normalization();
            case "RGBTo01Normalization" -> new RgbTo01Normalization();
            case "NoNormalization" -> new NoNormalization();
            default ->
                throw new IllegalArgumentException(
                        "normalization scheme must be one of nnU-Net's, got '" + scheme + "'");
        };
    }
}
