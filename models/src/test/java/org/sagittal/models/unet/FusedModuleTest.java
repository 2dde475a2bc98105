package org.sagittal.models.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.models.bundle.Safetensors;
import org.sagittal.models.runtime.EngineException;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Precision;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.NetworkSpec.Kind;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/** The fast program computes what the reference program computes. */
class FusedModuleTest {
    private static Runtime runtime;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        runtime = Runtime.open(2);
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    static Stream<Arguments> networks() {
        List<List<Integer>> flat = Collections.nCopies(3, List.of(3, 3));
        List<List<Integer>> flatSteps = List.of(List.of(1, 1), List.of(2, 2), List.of(1, 2));
        List<List<Integer>> cubes = Collections.nCopies(3, List.of(3, 3, 3));
        List<List<Integer>> halves = List.of(List.of(1, 1, 1), List.of(2, 2, 2), List.of(2, 2, 2));
        List<List<Integer>> thin = List.of(List.of(1, 3, 3), List.of(1, 3, 3), List.of(3, 3, 3));
        List<List<Integer>> thinSteps = List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 1));
        List<List<Integer>> large = List.of(List.of(1, 5, 5), List.of(5, 3, 1), List.of(3, 3, 3));
        List<Integer> few = List.of(4, 6, 6);
        List<Integer> many = List.of(16, 32, 48);
        return Stream.of(
                Arguments.of(spec(Kind.PLAIN_CONV, 1, 2, few, flat, flatSteps), List.of(12, 24)),
                Arguments.of(spec(Kind.RESIDUAL_ENCODER, 3, 4, many, flat, flatSteps), List.of(16, 24)),
                Arguments.of(spec(Kind.PLAIN_CONV, 2, 5, few, cubes, halves), List.of(12, 16, 8)),
                Arguments.of(spec(Kind.PLAIN_CONV, 1, 26, many, cubes, halves), List.of(16, 12, 8)),
                Arguments.of(spec(Kind.PLAIN_CONV, 1, 3, many, thin, thinSteps), List.of(6, 16, 12)),
                Arguments.of(spec(Kind.RESIDUAL_ENCODER, 4, 3, few, thin, thinSteps), List.of(6, 12, 20)),
                Arguments.of(spec(Kind.RESIDUAL_ENCODER, 1, 3, many, large, halves), List.of(8, 12, 16)));
    }

    /** The third stage may have the channels of the second: such residual blocks have no projection, but a pooled skip. */
    private static NetworkSpec spec(
            Kind kind,
            int channels,
            int heads,
            List<Integer> features,
            List<List<Integer>> kernels,
            List<List<Integer>> strides) {
        return new NetworkSpec(kind, channels, heads, features, kernels, strides, List.of(1, 2, 2), List.of(2, 1));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersWhatTheReferenceProgramAnswers(NetworkSpec spec, List<Integer> patch) {
        NamedTensors weights = weights(UNet.of(spec));
        for (int batch : List.of(1, 2)) {
            float[] expected = reference(spec, weights, patch, batch, List.of(0, 1));
            float[] fused = fused(spec, weights, patch, batch, List.of(0, 1), Precision.FLOAT32);
            assertThat(largestDifference(fused, expected)).isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersNearlyThatInBf16(NetworkSpec spec, List<Integer> patch) {
        org.junit.jupiter.api.Assumptions.assumeTrue(convolvesBf16(), "the engine convolves no bf16 here");
        NamedTensors weights = weights(UNet.of(spec));
        float[] expected = reference(spec, weights, patch, 1, List.of());
        float[] fused = fused(spec, weights, patch, 1, List.of(), Precision.BF16);
        // 8 bits of mantissa, through some fifteen layers; float32's difference is 1000 times smaller.
        assertThat(largestDifference(fused, expected)).isBetween(1e-4, 0.06);
    }

    /** The last layer comes after the mean over mirrored passes as well as before it. */
    @ParameterizedTest
    @MethodSource("networks")
    void featuresMakeTheLogits(NetworkSpec spec, List<Integer> patch) {
        UNet network = UNet.of(spec);
        NamedTensors weights = weights(network);
        FusedModule module = FusedModule.of(new InferenceRecipe(spec, patch, List.of(0, 1), Precision.FLOAT32));
        float[] weight = weights.get(network.lastLayer().get(0).name()).values();
        float[] bias = weights.get(network.lastLayer().get(1).name()).values();
        try (Tensor input = input(spec, patch, 2)) {
            float[] logits = run(module.module(), module.weights(weights), input, "mirrored", true);
            float[] features = run(module.module(), module.weights(weights), input, "mirrored_features", true);
            int channels = spec.features().get(0);
            int voxels = features.length / 2 / channels;
            float[] made = new float[logits.length];
            for (int i = 0; i < made.length; i++) {
                int head = i / voxels % spec.heads();
                int sample = i / voxels / spec.heads();
                double sum = bias[head];
                for (int c = 0; c < channels; c++) {
                    sum += (double) weight[head * channels + c]
                            * features[(sample * channels + c) * voxels + i % voxels];
                }
                made[i] = (float) sum;
            }
            assertThat(largestDifference(made, logits)).isLessThan(1e-5);
        }
    }

    static Stream<Arguments> convolutionsOfHalfTheProducts() {
        List<List<Integer>> cubes = Collections.nCopies(2, List.of(3, 3, 3));
        List<List<Integer>> halves = List.of(List.of(1, 1, 1), List.of(2, 2, 2));
        List<List<Integer>> flatHalves = List.of(List.of(1, 1, 1), List.of(1, 2, 2));
        return Stream.of(
                // Two blocks of rows, the last tile of slices cut, one slice upsampled to one.
                Arguments.of(flatHalves, cubes, List.of(7, 80, 56), List.of(7, 80, 56)),
                Arguments.of(halves, cubes, List.of(12, 48, 40), List.of(12, 48, 40)),
                // Blocks of unequal height, depths that are not multiples of four, in a program for another patch.
                Arguments.of(halves, cubes, List.of(12, 48, 40), List.of(10, 100, 24)),
                Arguments.of(halves, cubes, List.of(16, 80, 64), List.of(2, 8, 8)));
    }

    /** As {@code DepthConvolution}, which smaller networks have no use for. */
    @ParameterizedTest
    @MethodSource
    void convolutionsOfHalfTheProducts(
            List<List<Integer>> strides, List<List<Integer>> kernels, List<Integer> patch, List<Integer> extents) {
        NetworkSpec spec =
                new NetworkSpec(Kind.PLAIN_CONV, 1, 3, List.of(32, 36), kernels, strides, List.of(2, 1), List.of(2));
        InferenceRecipe recipe = new InferenceRecipe(spec, patch, List.of(), Precision.FLOAT32);
        assertThat(FusedModule.of(recipe).module().methods().stream()
                        .filter(method -> method.name().equals("sample"))
                        .flatMap(method -> method.lines().stream()))
                .filteredOn(line -> line.contains("(self).depth_convolution"))
                .hasSize(3)
                .filteredOn(line -> line.contains("depth_convolution_up"))
                .hasSize(1);
        NamedTensors weights = weights(UNet.of(spec));
        float[] expected = reference(spec, weights, extents, 1, List.of());
        try (Tensor input = input(spec, extents, 1)) {
            assertThat(largestDifference(fused(recipe, weights, input), expected))
                    .isLessThan(1e-4);
        }
    }

    /** The image itself, whose few channels make channels-last and plain layout look alike, and the blocks of a residual encoder. */
    @ParameterizedTest
    @CsvSource({"PLAIN_CONV, 4", "RESIDUAL_ENCODER, 1"})
    void theFirstConvolutionTakesHalfTheProductsToo(Kind kind, int channels) {
        NetworkSpec spec = new NetworkSpec(
                kind,
                channels,
                3,
                List.of(32, 32),
                Collections.nCopies(2, List.of(3, 3, 3)),
                List.of(List.of(1, 1, 1), List.of(1, 2, 2)),
                List.of(1, 1),
                List.of(1));
        // As few voxels as make it pay: one tile of slices, or two of which the second is cut.
        List<Integer> patch = channels == 1 ? List.of(4, 240, 242) : List.of(7, 122, 120);
        InferenceRecipe recipe = new InferenceRecipe(spec, patch, List.of(), Precision.FLOAT32);
        List<String> depth = FusedModule.of(recipe).module().methods().stream()
                .filter(method -> method.name().equals("sample"))
                .flatMap(method -> method.lines().stream())
                .filter(line -> line.contains("(self).depth_convolution"))
                .toList();
        // The first and the decoder's of a concatenation; with them both of a residual block, and the second of the
        // next.
        assertThat(depth).hasSize(kind == Kind.PLAIN_CONV ? 2 : 5);
        assertThat(depth.get(0)).contains("depth_convolution(image, ");
        NamedTensors weights = weights(UNet.of(spec));
        float[] expected = reference(spec, weights, patch, 1, List.of());
        try (Tensor input = input(spec, patch, 1)) {
            assertThat(largestDifference(fused(recipe, weights, input), expected))
                    .isLessThan(1e-4);
        }
    }

    @Test
    void otherExtentsThanThePatchRunAsWell() {
        Arguments first = networks().skip(3).findFirst().orElseThrow();
        NetworkSpec spec = (NetworkSpec) first.get()[0];
        NamedTensors weights = weights(UNet.of(spec));
        InferenceRecipe small = new InferenceRecipe(spec, List.of(8, 8, 8), List.of(), Precision.FLOAT32);
        List<Integer> patch = List.of(16, 24, 8);
        float[] fused = fused(small, weights, input(spec, patch, 1));
        assertThat(largestDifference(fused, reference(spec, weights, patch, 1, List.of())))
                .isLessThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain-2d",
                "plain-2d-seven-stages",
                "plain-3d",
                "plain-3d-anisotropic",
                "plain-3d-cascade",
                "plain-3d-four-channels",
                "plain-3d-regions",
                "plain-3d-six-stages",
                "plain-3d-uneven-convolutions",
                "resenc-2d",
                "resenc-3d",
                "resenc-3d-equal-features"
            })
    void answersWhatNnunetAnswers(String name) throws IOException {
        NetworkGoldens goldens = NetworkGoldens.open(name);
        NamedTensors weights = Safetensors.read(goldens.folder().resolve("weights.safetensors"))
                .tensors();
        NpyArray image = NpyFormat.read(goldens.folder().resolve("input.npy"));
        long[] extents = Arrays.stream(image.shape()).asLongStream().toArray();
        List<Integer> patch = TensorShape.of(extents).ints().subList(2, extents.length);
        InferenceRecipe recipe = new InferenceRecipe(goldens.spec(), patch, List.of(), Precision.FLOAT32);
        float[] expected =
                NpyFormat.read(goldens.folder().resolve("outputs_0.npy")).floats();
        try (Tensor input = runtime.tensor(image.floats(), extents)) {
            assertThat(largestDifference(fused(recipe, weights, input), expected))
                    .isLessThan(2e-4);
        }
    }

    @Test
    void aMissingWeightIsNamed() {
        NetworkSpec spec = (NetworkSpec) networks().findFirst().orElseThrow().get()[0];
        Map<String, WeightTensor> some =
                new LinkedHashMap<>(weights(UNet.of(spec)).asMap());
        some.remove("decoder.stages.1.convs.0.conv.weight");
        FusedModule module = FusedModule.of(new InferenceRecipe(spec, List.of(8, 8), List.of(), Precision.FLOAT32));
        assertThatThrownBy(() -> module.weights(NamedTensors.of(some)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("decoder.stages.1.convs.0.conv.weight");
    }

    /** Of skip, upsampled features and their sum, the largest tensors, two are held at a time: the skip is read before the other is made. */
    @Test
    void theSkipIsReadBeforeTheUpsampledFeaturesAreMade() {
        NetworkSpec spec = (NetworkSpec) networks().findFirst().orElseThrow().get()[0];
        FusedModule module = FusedModule.of(new InferenceRecipe(spec, List.of(8, 8), List.of(), Precision.FLOAT32));
        List<String> lines = module.module().methods().stream()
                .filter(method -> method.name().equals("sample"))
                .findFirst()
                .orElseThrow()
                .lines();
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("_convolution_transpose_pointwise")) {
                String made = lines.get(i).split(" ")[0];
                assertThat(lines.get(i - 1)).contains("weight_1", "_convolution_pointwise(");
                assertThat(lines.get(i + 1)).contains("weight_0", ", " + made + ", ", "_convolution_pointwise_(");
                found++;
            }
        }
        assertThat(found).isEqualTo(2);
    }

    /** Only this tells a build without oneDNN from a failure that the reference program would meet as well. */
    @Test
    void anUnknownOperatorIsToldFromOtherFailures() {
        assertThat(refused("x = ops.mkldnn._no_such_convolution(image)").operatorUnknown())
                .isTrue();
        assertThat(refused("x = image.nothing").operatorUnknown()).isFalse();
    }

    private EngineException refused(String line) {
        ScriptMethod method = ScriptMethod.of("forward", "image: Tensor", "Tensor", line + "\nreturn x\n");
        Path archive = folder.resolve("refused.pt");
        TorchScriptArchive.write(
                new ScriptModule(List.of(), List.of(), List.of(method)), NamedTensors.of(Map.of()), archive);
        return (EngineException) org.assertj.core.api.Assertions.catchThrowable(
                () -> runtime.load(archive).close());
    }

    /** What is not needed to predict is not stored: biases before norms, heads of coarser levels. */
    @Test
    void storesWhatThePassReads() {
        NetworkSpec spec = (NetworkSpec) networks().findFirst().orElseThrow().get()[0];
        FusedModule module = FusedModule.of(new InferenceRecipe(spec, List.of(8, 8), List.of(), Precision.FLOAT32));
        assertThat(module.module().buffers().stream().map(Parameter::name))
                .contains(
                        "decoder.stages.1.convs.0.conv.weight_0",
                        "decoder.stages.1.convs.0.conv.weight_1",
                        "decoder.seg_layers.1.bias")
                .doesNotContain(
                        "decoder.stages.1.convs.0.conv.weight",
                        "decoder.stages.1.convs.0.conv.bias",
                        "decoder.seg_layers.0.weight")
                .doesNotHaveDuplicates();
    }

    /** Values everywhere, in norms too: a residual network's first weights switch half of it off. */
    private static NamedTensors weights(UNet network) {
        Random random = new Random(7);
        Map<String, WeightTensor> drawn = new LinkedHashMap<>();
        network.initialWeights(3).asMap().forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.2f * (float) random.nextGaussian();
            }
            drawn.put(name, WeightTensor.of(tensor.shape(), values));
        });
        return NamedTensors.of(drawn);
    }

    private static Tensor input(NetworkSpec spec, List<Integer> patch, int batch) {
        TensorShape shape = UNet.of(spec).inputShape(batch, patch);
        float[] values = new float[(int) shape.elements()];
        Random random = new Random(11);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() + 0.5f;
        }
        return runtime.tensor(values, shape.toArray());
    }

    private float[] reference(
            NetworkSpec spec, NamedTensors weights, List<Integer> patch, int batch, List<Integer> axes) {
        try (Tensor input = input(spec, patch, batch)) {
            return run(InferenceModule.of(UNet.of(spec), axes), weights, input, false);
        }
    }

    private float[] fused(
            NetworkSpec spec,
            NamedTensors weights,
            List<Integer> patch,
            int batch,
            List<Integer> axes,
            Precision precision) {
        try (Tensor input = input(spec, patch, batch)) {
            return fused(new InferenceRecipe(spec, patch, axes, precision), weights, input);
        }
    }

    private float[] fused(InferenceRecipe recipe, NamedTensors weights, Tensor input) {
        FusedModule module = FusedModule.of(recipe);
        return run(module.module(), module.weights(weights), input, true);
    }

    private float[] run(ScriptModule module, NamedTensors weights, Tensor input, boolean prepared) {
        return run(module, weights, input, "mirrored", prepared);
    }

    private float[] run(ScriptModule module, NamedTensors weights, Tensor input, String method, boolean prepared) {
        Path archive = folder.resolve("network.pt");
        TorchScriptArchive.write(module, weights, archive);
        try (Program program = runtime.load(archive)) {
            if (prepared) {
                program.infer("prepare");
            }
            float[] first;
            try (Tensor logits = program.infer(method, input).get(0)) {
                first = logits.floats();
            }
            // What a call leaves behind in the program must not change the next one's answer.
            try (Tensor logits = program.infer(method, input).get(0)) {
                assertThat(Arrays.equals(logits.floats(), first)).isTrue();
            }
            return first;
        }
    }

    private boolean convolvesBf16() {
        NetworkSpec spec = (NetworkSpec) networks().findFirst().orElseThrow().get()[0];
        try {
            fused(spec, weights(UNet.of(spec)), List.of(8, 8), 1, List.of(), Precision.BF16);
            return true;
        } catch (org.sagittal.models.runtime.EngineException e) {
            return false;
        }
    }

    private static double largestDifference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
        }
        return difference / largest;
    }
}
