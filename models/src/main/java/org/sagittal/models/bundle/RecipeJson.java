package org.sagittal.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.preprocessing.PreprocessingSpecJson;

/** The spelling of a {@link Recipe} in a bundle. The network's words are those of the {@code architecture} of plans.json. */
public final class RecipeJson {
    private RecipeJson() {}

    /**
     * Spells a recipe. Equal recipes give equal text.
     *
     * @param recipe the recipe
     * @return a new object
     */
    public static ObjectNode write(Recipe recipe) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("preprocessing", PreprocessingSpecJson.write(recipe.preprocessing()));
        root.set("network", write(recipe.network()));
        root.set("patch_size", list(recipe.patchSize()));
        root.set("mirroring_axes", list(recipe.mirroringAxes()));
        recipe.previousStage()
                .ifPresentOrElse(stage -> root.put("previous_stage", stage), () -> root.putNull("previous_stage"));
        root.put("image_reader", recipe.imageReader());
        return root;
    }

    /**
     * Spells a network.
     *
     * @param network the network's recipe
     * @return a new object
     */
    public static ObjectNode write(NetworkSpec network) {
        boolean plain = network.kind() == NetworkSpec.Kind.PLAIN_CONV;
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("class", plain ? "PlainConvUNet" : "ResidualEncoderUNet");
        node.put("input_channels", network.inputChannels());
        node.put("heads", network.heads());
        node.set("features_per_stage", list(network.features()));
        ArrayNode kernels = node.putArray("kernel_sizes");
        network.kernelSizes().forEach(kernel -> kernels.add(list(kernel)));
        ArrayNode strides = node.putArray("strides");
        network.strides().forEach(stride -> strides.add(list(stride)));
        node.set(plain ? "n_conv_per_stage" : "n_blocks_per_stage", list(network.blocksPerStage()));
        node.set("n_conv_per_stage_decoder", list(network.convolutionsPerDecoderStage()));
        return node;
    }

    private static ArrayNode list(List<Integer> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /**
     * Reads a recipe that {@link #write(Recipe)} spelled.
     *
     * @param node the object
     * @return the recipe
     * @throws IllegalArgumentException naming what is missing or wrong
     */
    public static Recipe read(JsonNode node) {
        JsonNode previous = node.path("previous_stage");
        return new Recipe(
                PreprocessingSpecJson.read(node.path("preprocessing")),
                network(node.path("network")),
                integers("patch_size", node),
                integers("mirroring_axes", node),
                previous.isTextual() ? Optional.of(previous.textValue()) : Optional.empty(),
                node.path("image_reader").asText());
    }

    private static NetworkSpec network(JsonNode node) {
        String name = node.path("class").asText();
        boolean plain = name.equals("PlainConvUNet");
        if (!plain && !name.equals("ResidualEncoderUNet")) {
            throw new IllegalArgumentException(
                    "network.class must be PlainConvUNet or ResidualEncoderUNet, got '" + name + "'");
        }
        return new NetworkSpec(
                plain ? NetworkSpec.Kind.PLAIN_CONV : NetworkSpec.Kind.RESIDUAL_ENCODER,
                node.path("input_channels").asInt(),
                node.path("heads").asInt(),
                integers("features_per_stage", node),
                lists("kernel_sizes", node),
                lists("strides", node),
                integers(plain ? "n_conv_per_stage" : "n_blocks_per_stage", node),
                integers("n_conv_per_stage_decoder", node));
    }

    private static List<List<Integer>> lists(String key, JsonNode node) {
        List<List<Integer>> lists = new ArrayList<>();
        node.path(key).forEach(inner -> lists.add(integers(key, inner, inner)));
        return lists;
    }

    private static List<Integer> integers(String key, JsonNode node) {
        return integers(key, node.path(key), node);
    }

    private static List<Integer> integers(String key, JsonNode array, JsonNode holder) {
        List<Integer> values = new ArrayList<>();
        for (JsonNode value : array) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new IllegalArgumentException(key + " must hold integers, got " + value);
            }
            values.add(value.intValue());
        }
        if (!array.isArray()) {
            throw new IllegalArgumentException(
                    key + " must be a list, got " + (holder.isMissingNode() ? "none" : array));
        }
        return values;
    }
}
