package org.sagittal.models.unet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.sagittal.models.script.Operator;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Pass;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.script.Value;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * nnU-Net's U-Nets: image (N, C, [D,] H, W) -> logits (N, heads, [D,] H, W) and, for deep supervision, logits of every decoder
 * level, finest first. Parameter names, shapes and first values equal those of PlainConvUNet and ResidualEncoderUNet.
 *
 * <p>Reference: Isensee et al., nnU-Net, Nature Methods 2021; Isensee et al., nnU-Net Revisited, MICCAI 2024 (residual encoders).
 */
public final class UNet {
    private final NetworkSpec spec;
    private final List<Layer> stem = new ArrayList<>();
    private final List<Layer> encoder = new ArrayList<>();
    private final List<Layer> decoder = new ArrayList<>();
    private final List<Layer> upsampling = new ArrayList<>();
    private final List<Layer> segmentation = new ArrayList<>();

    private UNet(NetworkSpec spec) {
        this.spec = spec;
        int channels = spec.inputChannels();
        if (spec.kind() == NetworkSpec.Kind.RESIDUAL_ENCODER) {
            stem.add(Layer.NormalizedConvolution.of(
                    "encoder.stem.convs.0",
                    channels,
                    spec.features().get(0),
                    spec.kernelSizes().get(0),
                    ones()));
            channels = spec.features().get(0);
        }
        for (int stage = 0; stage < spec.stages(); stage++) {
            encoder.add(encoderStage(stage, channels));
            channels = spec.features().get(stage);
        }
        for (int level = 0; level < spec.stages() - 1; level++) {
            addDecoderLevel(level);
        }
    }

    /**
     * Builds the network of a recipe.
     *
     * @param spec the recipe
     * @return the network
     */
    public static UNet of(NetworkSpec spec) {
        return new UNet(spec);
    }

    private List<Integer> ones() {
        return spec.strides().get(0).stream().map(s -> 1).toList();
    }

    private Layer encoderStage(int stage, int in) {
        boolean plain = spec.kind() == NetworkSpec.Kind.PLAIN_CONV;
        String prefix = "encoder.stages." + stage + (plain ? ".0.convs." : ".blocks.");
        int out = spec.features().get(stage);
        List<Integer> kernel = spec.kernelSizes().get(stage);
        List<Layer> layers = new ArrayList<>();
        for (int b = 0; b < spec.blocksPerStage().get(stage); b++) {
            List<Integer> stride = b == 0 ? spec.strides().get(stage) : ones();
            int channels = b == 0 ? in : out;
            layers.add(
                    plain
                            ? Layer.NormalizedConvolution.of(prefix + b, channels, out, kernel, stride)
                            : Layer.Residual.of(prefix + b, channels, out, kernel, stride));
        }
        return new Layer.Sequence(layers);
    }

    private void addDecoderLevel(int level) {
        int below = spec.stages() - 1 - level;
        int coarse = spec.features().get(below);
        int fine = spec.features().get(below - 1);
        upsampling.add(Layer.TransposedConvolution.of(
                "decoder.transpconvs." + level, coarse, fine, spec.strides().get(below)));
        List<Layer> layers = new ArrayList<>();
        for (int c = 0; c < spec.convolutionsPerDecoderStage().get(level); c++) {
            layers.add(Layer.NormalizedConvolution.of(
                    "decoder.stages." + level + ".convs." + c,
                    c == 0 ? 2 * fine : fine,
                    fine,
                    spec.kernelSizes().get(below - 1),
                    ones()));
        }
        decoder.add(new Layer.Sequence(layers));
        segmentation.add(Layer.Convolution.of("decoder.seg_layers." + level, fine, spec.heads(), ones(), ones()));
    }

    /**
     * The recipe.
     *
     * @return as given
     */
    public NetworkSpec spec() {
        return spec;
    }

    /**
     * All parameters in the order of nnU-Net's state dict, without its aliases.
     *
     * @return encoder, decoder stages, transposed convolutions, segmentation layers
     */
    public List<Parameter> parameters() {
        return Stream.of(stem, encoder, decoder, upsampling, segmentation)
                .flatMap(List::stream)
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    /**
     * The number of trainable values.
     *
     * @return each tensor counted once
     */
    public long parameterCount() {
        return parameters().stream().mapToLong(p -> p.shape().elements()).sum();
    }

    /**
     * Draws first weights.
     *
     * @param seed equal seeds give equal weights
     * @return a tensor for each parameter
     */
    public NamedTensors initialWeights(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters()) {
            float[] values = parameter
                    .initialization()
                    .draw(Math.toIntExact(parameter.shape().elements()), random.split());
            tensors.put(parameter.name(), WeightTensor.of(parameter.shape().ints(), values));
        }
        return NamedTensors.of(tensors);
    }

    /**
     * Records a forward pass.
     *
     * @param pass where to record
     * @param image (N, C, [D,] H, W)
     * @param allLevels whether the logits of every decoder level are wanted, or only the finest
     * @return logits, finest first
     */
    public List<Value> forward(Pass pass, Value image, boolean allLevels) {
        Value x = image;
        for (Layer layer : stem) {
            x = layer.apply(pass, x);
        }
        List<Value> skips = new ArrayList<>();
        for (Layer stage : encoder) {
            x = stage.apply(pass, x);
            skips.add(x);
        }
        List<Value> logits = new ArrayList<>();
        for (int level = 0; level < decoder.size(); level++) {
            Value up = upsampling.get(level).apply(pass, x);
            x = pass.apply(new Operator.Concatenation(), up, skips.get(spec.stages() - 2 - level));
            x = decoder.get(level).apply(pass, x);
            if (allLevels || level == decoder.size() - 1) {
                logits.add(0, segmentation.get(level).apply(pass, x));
            }
        }
        return logits;
    }

    /**
     * The 1x1 convolution that makes the finest logits.
     *
     * @return its weight (heads, features, 1...) and its bias (heads)
     */
    public List<Parameter> lastLayer() {
        return segmentation.get(segmentation.size() - 1).parameters();
    }

    /**
     * The pass as a method {@code forward(image)} that returns the finest logits.
     *
     * @return source text; it holds for every batch size and patch
     */
    public ScriptMethod forwardMethod() {
        Pass pass = new Pass();
        List<Value> logits = forward(pass, pass.input("image", exampleShape()), false);
        List<String> lines = new ArrayList<>(pass.lines());
        lines.add("return " + logits.get(0).name());
        return new ScriptMethod("forward", List.of("image: Tensor"), "Tensor", lines);
    }

    /**
     * The pass as a method {@code levels(image)} that returns the logits of every decoder level.
     *
     * @return source text; it holds for every batch size and patch
     */
    public ScriptMethod levelsMethod() {
        Pass pass = new Pass();
        List<Value> logits = forward(pass, pass.input("image", exampleShape()), true);
        List<String> lines = new ArrayList<>(pass.lines());
        lines.add(
                "return [" + String.join(", ", logits.stream().map(Value::name).toList()) + "]");
        return new ScriptMethod("levels", List.of("image: Tensor"), "List[Tensor]", lines);
    }

    /**
     * A shape that the network accepts: one sample, each axis as long as all strides together.
     *
     * @return (1, C, [D,] H, W)
     */
    public TensorShape exampleShape() {
        List<Integer> patch = new ArrayList<>();
        for (int axis = 0; axis < spec.dimensions(); axis++) {
            int a = axis;
            patch.add(spec.strides().stream().mapToInt(s -> s.get(a)).reduce(1, Math::multiplyExact));
        }
        return inputShape(1, patch);
    }

    /**
     * The shape of an input batch.
     *
     * @param batch N
     * @param patch spatial extents, 2 or 3
     * @return (N, C, [D,] H, W)
     */
    public TensorShape inputShape(int batch, List<Integer> patch) {
        if (patch.size() != spec.dimensions()) {
            throw new IllegalArgumentException("patch must have " + spec.dimensions() + " axes, got " + patch);
        }
        List<Long> extents = new ArrayList<>(List.of((long) batch, (long) spec.inputChannels()));
        patch.forEach(p -> extents.add((long) p));
        return new TensorShape(extents);
    }
}
