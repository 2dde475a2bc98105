package org.sagittal.planner.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The words plans used before nnU-Net 2.4, which shared models still do: the network's numbers stand loose in the configuration
 * and there is no {@code architecture}. They are rewritten as nnU-Net itself rewrites them.
 *
 * <p>Reference: nnunetv2 2.8.1, {@code ConfigurationManager}.
 */
final class OldPlans {
    private static final List<String> REPLACED = List.of(
            "UNet_class_name",
            "UNet_base_num_features",
            "unet_max_num_features",
            "n_conv_per_stage_encoder",
            "n_conv_per_stage_decoder",
            "num_pool_per_axis",
            "pool_op_kernel_sizes",
            "conv_kernel_sizes");

    private OldPlans() {}

    /**
     * The configuration in the present words.
     *
     * @param configuration a resolved configuration; changed
     * @param source the file, for messages
     * @param name the configuration's name, for messages
     * @return the same object, with {@code architecture} if it had the old keys
     */
    static ObjectNode modernised(ObjectNode configuration, String source, String name) {
        if (configuration.has("architecture") || !configuration.has("UNet_class_name")) {
            return configuration;
        }
        Fields old = new Fields(source, "configurations." + name, configuration);
        String className = old.text("UNet_class_name");
        boolean plain = className.equals("PlainConvUNet");
        if (!plain && !className.equals("ResidualEncoderUNet")) {
            throw old.wrong("UNet_class_name", "must be PlainConvUNet or ResidualEncoderUNet", className);
        }
        ObjectNode architecture = configuration.objectNode();
        architecture.put(
                "network_class_name",
                "dynamic_network_architectures.architectures." + (plain ? "unet." : "residual_unet.") + className);
        architecture.set("arch_kwargs", arguments(old, plain));
        ArrayNode imports = architecture.putArray("_kw_requires_import");
        List.of("conv_op", "norm_op", "dropout_op", "nonlin").forEach(imports::add);
        configuration.set("architecture", architecture);
        return configuration.remove(REPLACED);
    }

    private static ObjectNode arguments(Fields old, boolean plain) {
        int stages = old.integers("n_conv_per_stage_encoder").size();
        int dimensions = old.integers("patch_size").size();
        long base = old.integer("UNet_base_num_features");
        long most = old.integer("unet_max_num_features");
        ObjectNode node = old.node().objectNode();
        node.put("n_stages", stages);
        ArrayNode features = node.putArray("features_per_stage");
        for (int stage = 0; stage < stages; stage++) {
            features.add((int) Math.min(base << Math.min(stage, 31), most));
        }
        node.put("conv_op", "torch.nn.modules.conv.Conv" + dimensions + "d");
        node.set("kernel_sizes", copy(old, "conv_kernel_sizes"));
        node.set("strides", copy(old, "pool_op_kernel_sizes"));
        node.set(plain ? "n_conv_per_stage" : "n_blocks_per_stage", copy(old, "n_conv_per_stage_encoder"));
        node.set("n_conv_per_stage_decoder", copy(old, "n_conv_per_stage_decoder"));
        node.put("conv_bias", true);
        node.put("norm_op", "torch.nn.modules.instancenorm.InstanceNorm" + dimensions + "d");
        node.putObject("norm_op_kwargs").put("eps", 1e-5).put("affine", true);
        node.putNull("dropout_op").putNull("dropout_op_kwargs");
        node.put("nonlin", "torch.nn.LeakyReLU");
        node.putObject("nonlin_kwargs").put("inplace", true);
        return node;
    }

    private static JsonNode copy(Fields old, String key) {
        if (!old.has(key)) {
            throw new PlansException(old.source(), old.pathOf(key) + " is missing");
        }
        return old.node().get(key).deepCopy();
    }
}
