package org.sagittal.planner.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The network of a configuration, as its {@code architecture} spells it.
 *
 * @param residual residual blocks in the encoder (ResidualEncoderUNet) or plain convolutions (PlainConvUNet)
 * @param features channels of each stage
 * @param kernels kernel of each stage along each axis
 * @param strides stride of each stage along each axis
 * @param encoderBlocks convolutions or residual blocks of each stage
 * @param decoderConvolutions convolutions of each decoder level
 */
public record Architecture(
        boolean residual,
        List<Integer> features,
        List<List<Integer>> kernels,
        List<List<Integer>> strides,
        List<Integer> encoderBlocks,
        List<Integer> decoderConvolutions) {
    private static final List<String> UNKNOWN_UNLESS_ABSENT =
            List.of("dropout_op", "block", "bottleneck_channels", "stem_channels");

    /** Copies the lists. */
    public Architecture {
        features = List.copyOf(features);
        kernels = List.copyOf(kernels);
        strides = List.copyOf(strides);
        encoderBlocks = List.copyOf(encoderBlocks);
        decoderConvolutions = List.copyOf(decoderConvolutions);
    }

    /**
     * Reads an architecture.
     *
     * @param architecture the {@code architecture} object
     * @param dimensions 2 or 3
     * @return the network
     * @throws PlansException if it is a network, normalisation or nonlinearity that is not known here
     */
    static Architecture of(Fields architecture, int dimensions) {
        String fullName = architecture.text("network_class_name");
        String className = fullName.substring(fullName.lastIndexOf('.') + 1);
        boolean residual = className.equals(className(true));
        if (!residual && !className.equals(className(false))) {
            throw architecture.wrong(
                    "network_class_name", "must end in PlainConvUNet or ResidualEncoderUNet", fullName);
        }
        Fields kwargs = architecture.object("arch_kwargs");
        requireUsual(kwargs, dimensions);
        int stages = kwargs.integer("n_stages");
        if (stages < 1 || stages > 64) {
            throw kwargs.wrong("n_stages", "must be 1 to 64", stages);
        }
        Architecture read = new Architecture(
                residual,
                kwargs.integersPerStage("features_per_stage", stages),
                kwargs.axesPerStage("kernel_sizes", stages, dimensions),
                kwargs.axesPerStage("strides", stages, dimensions),
                kwargs.integersPerStage(encoderKey(residual), stages),
                kwargs.integersPerStage("n_conv_per_stage_decoder", stages - 1));
        read.requireStages(kwargs, stages);
        return read;
    }

    /**
     * Spells the network as plans.json does.
     *
     * @return an {@code architecture} object that {@link #of} reads as this network
     */
    public ObjectNode toJson() {
        int dimensions = kernels.get(0).size();
        ObjectNode architecture = JsonNodeFactory.instance.objectNode();
        architecture.put(
                "network_class_name", "dynamic_network_architectures.architectures.unet." + className(residual));
        ObjectNode kwargs = architecture.putObject("arch_kwargs");
        kwargs.put("n_stages", features.size());
        integers(kwargs.putArray("features_per_stage"), features);
        kwargs.put("conv_op", "torch.nn.modules.conv.Conv" + dimensions + "d");
        ArrayNode kernelSizes = kwargs.putArray("kernel_sizes");
        kernels.forEach(kernel -> integers(kernelSizes.addArray(), kernel));
        ArrayNode steps = kwargs.putArray("strides");
        strides.forEach(stride -> integers(steps.addArray(), stride));
        integers(kwargs.putArray(encoderKey(residual)), encoderBlocks);
        integers(kwargs.putArray("n_conv_per_stage_decoder"), decoderConvolutions);
        kwargs.put("conv_bias", true);
        kwargs.put("norm_op", "torch.nn.modules.instancenorm.InstanceNorm" + dimensions + "d");
        kwargs.putObject("norm_op_kwargs").put("eps", 1e-5).put("affine", true);
        kwargs.putNull("dropout_op").putNull("dropout_op_kwargs");
        kwargs.put("nonlin", "torch.nn.LeakyReLU");
        kwargs.putObject("nonlin_kwargs").put("inplace", true);
        ArrayNode imports = architecture.putArray("_kw_requires_import");
        List.of("conv_op", "norm_op", "dropout_op", "nonlin").forEach(imports::add);
        return architecture;
    }

    private static void integers(ArrayNode list, List<Integer> values) {
        values.forEach(list::add);
    }

    private static String className(boolean residual) {
        return residual ? "ResidualEncoderUNet" : "PlainConvUNet";
    }

    private static String encoderKey(boolean residual) {
        return residual ? "n_blocks_per_stage" : "n_conv_per_stage";
    }

    private static void requireUsual(Fields kwargs, int dimensions) {
        requireName(kwargs, "conv_op", "Conv" + dimensions + "d");
        requireName(kwargs, "norm_op", "InstanceNorm" + dimensions + "d");
        requireName(kwargs, "nonlin", "LeakyReLU");
        if (!kwargs.flag("conv_bias")) {
            throw kwargs.wrong("conv_bias", "must be true", false);
        }
        for (String key : UNKNOWN_UNLESS_ABSENT) {
            if (kwargs.has(key)) {
                throw kwargs.wrong(
                        key,
                        "must be null or absent; such networks are not known here",
                        kwargs.node().get(key));
            }
        }
        requireNumber(kwargs, "norm_op_kwargs", "eps", 1e-5);
        requireNumber(kwargs, "nonlin_kwargs", "negative_slope", 0.01);
        if (!kwargs.has("norm_op_kwargs")
                || !kwargs.object("norm_op_kwargs").node().path("affine").asBoolean()) {
            throw kwargs.wrong(
                    "norm_op_kwargs", "must have affine true", kwargs.node().get("norm_op_kwargs"));
        }
        if (kwargs.has("nonlin_first") && kwargs.flag("nonlin_first")) {
            throw kwargs.wrong("nonlin_first", "must be false or absent; such networks are not known here", true);
        }
    }

    private static void requireName(Fields kwargs, String key, String wanted) {
        String found = kwargs.text(key);
        if (!found.substring(found.lastIndexOf('.') + 1).equals(wanted)) {
            throw kwargs.wrong(key, "must end in " + wanted, found);
        }
    }

    /** PyTorch's own value stands where the key is absent. */
    private static void requireNumber(Fields kwargs, String key, String inner, double usual) {
        if (kwargs.has(key)
                && kwargs.object(key).has(inner)
                && kwargs.object(key).number(inner) != usual) {
            throw kwargs.object(key)
                    .wrong(
                            inner,
                            "must be " + usual + " or absent",
                            kwargs.object(key).number(inner));
        }
    }

    private void requireStages(Fields kwargs, int stages) {
        requireSize(kwargs, "features_per_stage", features.size(), stages);
        requireSize(kwargs, "kernel_sizes", kernels.size(), stages);
        requireSize(kwargs, "strides", strides.size(), stages);
        requireSize(kwargs, encoderKey(residual), encoderBlocks.size(), stages);
        requireSize(kwargs, "n_conv_per_stage_decoder", decoderConvolutions.size(), stages - 1);
    }

    private static void requireSize(Fields kwargs, String key, int found, int wanted) {
        if (found != wanted) {
            throw kwargs.wrong(key, "must have " + wanted + " entries for these n_stages", found + " entries");
        }
    }
}
