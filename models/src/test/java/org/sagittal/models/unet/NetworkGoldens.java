package org.sagittal.models.unet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sagittal.geometry.testing.SharedData;

/** One folder of the networks that nnU-Net built: plan, parameters, weights, inputs and outputs. */
public record NetworkGoldens(Path folder, JsonNode network) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static NetworkGoldens open(String name) {
        Path folder = SharedData.require("goldens/networks/" + name);
        return new NetworkGoldens(folder, json(folder.resolve("network.json")));
    }

    public static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int heads() {
        return network.get("segmentation_heads").asInt();
    }

    /** The recipe, read from the plan without the planner's own reader, which lives in a later module. */
    public NetworkSpec spec() {
        JsonNode plans = json(folder.resolve("plans.json"));
        JsonNode configuration =
                plans.at("/configurations/" + network.get("configuration").asText());
        JsonNode parent = configuration.has("inherits_from")
                ? plans.at(
                        "/configurations/" + configuration.get("inherits_from").asText())
                : configuration;
        JsonNode holder =
                configuration.has("architecture") || configuration.has("UNet_class_name") ? configuration : parent;
        return holder.has("architecture") ? modern(holder.get("architecture")) : old(holder);
    }

    private NetworkSpec modern(JsonNode architecture) {
        JsonNode kwargs = architecture.get("arch_kwargs");
        boolean plain = architecture.get("network_class_name").asText().endsWith("PlainConvUNet");
        return new NetworkSpec(
                plain ? NetworkSpec.Kind.PLAIN_CONV : NetworkSpec.Kind.RESIDUAL_ENCODER,
                network.get("input_channels").asInt(),
                heads(),
                ints(kwargs.get("features_per_stage")),
                lists(kwargs.get("kernel_sizes")),
                lists(kwargs.get("strides")),
                ints(kwargs.get(plain ? "n_conv_per_stage" : "n_blocks_per_stage")),
                ints(kwargs.get("n_conv_per_stage_decoder")));
    }

    private NetworkSpec old(JsonNode plan) {
        int stages = plan.get("conv_kernel_sizes").size();
        List<Integer> features = new ArrayList<>();
        for (int s = 0; s < stages; s++) {
            features.add(Math.min(
                    plan.get("UNet_base_num_features").asInt() << s,
                    plan.get("unet_max_num_features").asInt()));
        }
        return new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                network.get("input_channels").asInt(),
                heads(),
                features,
                lists(plan.get("conv_kernel_sizes")),
                lists(plan.get("pool_op_kernel_sizes")),
                ints(plan.get("n_conv_per_stage_encoder")),
                ints(plan.get("n_conv_per_stage_decoder")));
    }

    static List<Integer> ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(v -> values.add(v.asInt()));
        return Collections.unmodifiableList(values);
    }

    static List<List<Integer>> lists(JsonNode array) {
        List<List<Integer>> values = new ArrayList<>();
        array.forEach(v -> values.add(ints(v)));
        return values;
    }
}
