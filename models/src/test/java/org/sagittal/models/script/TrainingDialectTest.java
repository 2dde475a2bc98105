package org.sagittal.models.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

class TrainingDialectTest {
    @TempDir
    Path folder;

    private static UNet network(int dimensions, int channels) {
        List<List<Integer>> kernels = dimensions == 3
                ? List.of(List.of(1, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3))
                : Collections.nCopies(3, List.of(3, 3));
        List<Integer> ones = Collections.nCopies(dimensions, 1);
        List<Integer> stride = dimensions == 3 ? List.of(1, 2, 2) : List.of(2, 2);
        return UNet.of(new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                channels,
                3,
                List.of(4, 8, 8),
                kernels,
                List.of(ones, stride, Collections.nCopies(dimensions, 2)),
                List.of(2, 2, 2),
                List.of(2, 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2, 1, 2", "2, 2, 2", "3, 1, 2", "3, 2, 2", "2, 1, 1", "2, 2, 1", "3, 1, 1", "3, 2, 1"})
    void squaresOfTheLogitsHaveTheFirstDialectsValueAndGradients(String shape) {
        int dimensions = Integer.parseInt(shape.substring(0, 1));
        int channels = Integer.parseInt(shape.substring(3, 4));
        int samples = Integer.parseInt(shape.substring(6));
        UNet network = network(dimensions, channels);
        Pass pass = new Pass();
        Value image = pass.input("image", network.exampleShape());
        List<Value> logits = network.forward(pass, image, true);
        TrainingDialect dialect = TrainingDialect.of(pass, image, logits, network.parameters(), Precision.FLOAT32);
        List<Parameter> kept = network.parameters().stream()
                .filter(p -> !dialect.dropped().contains(p))
                .toList();
        List<ScriptMethod> methods = new ArrayList<>();
        methods.add(gradients("forward", pass.lines(), logits, network.parameters()));
        methods.add(gradients("fast", dialect.lines(), logits, kept));
        methods.addAll(TrainingDialect.methods(dimensions, Runtime.hasOneDnn()));
        Path archive = folder.resolve("both.pt");
        TorchScriptArchive.write(
                new ScriptModule(network.parameters(), List.of(), methods), network.initialWeights(3), archive);
        List<Integer> patch = dimensions == 3 ? List.of(6, 12, 8) : List.of(12, 8);
        try (Runtime runtime = Runtime.open(2);
                Program program = runtime.load(archive);
                Tensor input = random(runtime, network.inputShape(samples, patch))) {
            List<Tensor> expected = program.train("forward", input);
            List<Tensor> actual = program.train("fast", input);
            double largest = largestNorm(expected.subList(1, expected.size()));
            assertClose(actual.get(0).floats(), expected.get(0).floats(), 0);
            for (Parameter parameter : network.parameters()) {
                float[] reference = expected.get(1 + network.parameters().indexOf(parameter))
                        .floats();
                int place = kept.indexOf(parameter);
                float[] found = place < 0
                        ? new float[reference.length]
                        : actual.get(1 + place).floats();
                assertClose(found, reference, 1e-5 * largest);
            }
        }
    }

    /**
     * Depths of 20 and 19 (a tile is cut), one that wastes too much (9), and too few voxels; rows of 2D alike. Tiles of planes: whole ones,
     * cut ones, of two samples, too few pixels, tiles that waste too much, and a plane that is so large that its rows are transformed alone.
     */
    @ParameterizedTest
    @CsvSource({
        "winograd, '20, 18, 16', 1, true",
        "winograd, '19, 18, 16', 2, true",
        "winograd, '9, 30, 24', 1, false",
        "winograd, '8, 8, 8', 2, false",
        "winograd, '100, 96', 1, true",
        "winograd, '99, 96', 2, true",
        "winograd, '32, 32', 1, false",
        "winograd_tiles, '32, 36', 1, true",
        "winograd_tiles, '47, 31', 1, true",
        "winograd_tiles, '34, 35', 2, true",
        "winograd_tiles, '28, 28', 2, false",
        "winograd_tiles, '9, 130', 1, false",
        "winograd_tiles, '192, 196', 1, true"
    })
    void aConvolutionOfFewerProductsHasThePlainOnesValueAndGradients(
            String method, String size, int samples, boolean fewer) {
        List<Long> extents = Stream.of(size.split(", ")).map(Long::valueOf).toList();
        boolean volume = extents.size() == 3;
        long channels = volume ? 24 : 64;
        String ones = volume ? "[1, 1, 1]" : "[1, 1]";
        List<Long> shape = new ArrayList<>(List.of((long) samples, channels));
        shape.addAll(extents);
        TensorShape kernel = volume ? TensorShape.of(32, 24, 3, 3, 3) : TensorShape.of(70, 64, 3, 3);
        Parameter weight = new Parameter("conv.weight", kernel, new Initialization.Constant(0));
        String arguments = "(torch.contiguous(image, memory_format=" + extents.size() + "), " + weight.expression()
                + ", " + ones + ", " + ones + ")";
        List<ScriptMethod> methods = new ArrayList<>();
        methods.add(derivatives("forward", "(self).convolution" + arguments, weight));
        methods.add(derivatives("fewer", "(self)." + method + arguments, weight));
        methods.addAll(TrainingDialect.methods(extents.size(), Runtime.hasOneDnn()));
        Path archive = folder.resolve("convolution.pt");
        TorchScriptArchive.write(
                new ScriptModule(List.of(weight), List.of(), methods),
                NamedTensors.of(Map.of(weight.name(), WeightTensor.of(kernel.ints(), values(kernel.elements(), 9)))),
                archive);
        try (Runtime runtime = Runtime.open(2);
                Program program = runtime.load(archive);
                Tensor input = random(runtime, new TensorShape(shape))) {
            List<Tensor> expected = program.train("forward", input);
            List<Tensor> actual = program.train("fewer", input);
            for (int i = 0; i < expected.size(); i++) {
                assertClose(actual.get(i).floats(), expected.get(i).floats(), 0);
            }
            // Another order of sums leaves another last bit somewhere; the same sums would not.
            boolean same = Arrays.equals(actual.get(2).floats(), expected.get(2).floats());
            assertThat(same).isEqualTo(!fewer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2, 1", "2, 2", "3, 1", "3, 2"})
    void inBf16ValueAndGradientsAreTheFirstDialectsUpToItsRounding(String shape) {
        int dimensions = Integer.parseInt(shape.substring(0, 1));
        UNet network = network(dimensions, Integer.parseInt(shape.substring(3)));
        Pass pass = new Pass();
        Value image = pass.input("image", network.exampleShape());
        List<Value> logits = network.forward(pass, image, true);
        TrainingDialect dialect = TrainingDialect.of(pass, image, logits, network.parameters(), Precision.BF16);
        List<Parameter> kept = network.parameters().stream()
                .filter(p -> !dialect.dropped().contains(p))
                .toList();
        List<ScriptMethod> methods = new ArrayList<>();
        methods.add(gradients("forward", pass.lines(), logits, kept));
        methods.add(gradients("fast", dialect.lines(), logits, kept));
        methods.addAll(TrainingDialect.methods(dimensions, Runtime.hasOneDnn()));
        Path archive = folder.resolve("both.pt");
        TorchScriptArchive.write(
                new ScriptModule(network.parameters(), List.of(), methods), network.initialWeights(3), archive);
        List<Integer> patch = dimensions == 3 ? List.of(8, 48, 32) : List.of(48, 32);
        try (Runtime runtime = Runtime.open(2);
                Program program = runtime.load(archive);
                Tensor input = random(runtime, network.inputShape(2, patch))) {
            List<Tensor> expected = program.train("forward", input);
            List<Tensor> actual = program.train("fast", input);
            double squares = 0;
            double differences = 0;
            for (int i = 1; i < expected.size(); i++) {
                float[] reference = expected.get(i).floats();
                float[] found = actual.get(i).floats();
                assertThat(found).hasSameSizeAs(reference);
                for (int j = 0; j < found.length; j++) {
                    squares += (double) reference[j] * reference[j];
                    differences += Math.pow((double) found[j] - reference[j], 2);
                }
            }
            float value = expected.get(0).floats()[0];
            assertThat(actual.get(0).floats()[0]).isNotEqualTo(value).isCloseTo(value, withinPercentage(1));
            // 8 bits of mantissa, and rectifiers that turn where rounding moves a feature across 0: 3 to 5 %.
            assertThat(Math.sqrt(differences / squares)).isLessThan(0.08);
        }
    }

    @Test
    void onlyBiasesInFrontOfNormsAreDropped() {
        UNet network = network(2, 1);
        Pass pass = new Pass();
        Value image = pass.input("image", network.exampleShape());
        List<Value> logits = network.forward(pass, image, true);
        TrainingDialect finest =
                TrainingDialect.of(pass, image, logits.subList(0, 1), network.parameters(), Precision.FLOAT32);
        assertThat(finest.dropped()).hasSize(10).allMatch(p -> p.name().endsWith(".conv.bias"));
        assertThat(finest.lines())
                .noneMatch(line -> line.startsWith(logits.get(1).name() + " ="))
                .noneMatch(line -> line.contains("torch.cat"));
    }

    /** The result, then the gradients of half its square by image and weight. */
    private static ScriptMethod derivatives(String name, String expression, Parameter weight) {
        return ScriptMethod.of(name, "image: Tensor", "List[Tensor]", """
                image = torch.requires_grad_(torch.detach(image))
                y = EXPRESSION
                slopes = annotate(List[Optional[Tensor]], [torch.detach(y)])
                found = torch.autograd.grad([y], [image, WEIGHT], slopes, None, False, False)
                results = [torch.contiguous(torch.detach(y), memory_format=0)]
                for i in range(torch.len(found)):
                  _0 = torch.append(results, torch.contiguous(torch._unwrap_optional(found[i]), memory_format=0))
                return results
                """.replace("EXPRESSION", expression)
                .replace("WEIGHT", weight.expression()));
    }

    private static ScriptMethod gradients(
            String name, List<String> statements, List<Value> logits, List<Parameter> parameters) {
        List<String> lines = new ArrayList<>(statements);
        String sum = "torch.sum(torch.mul(" + logits.get(0).name() + ", "
                + logits.get(0).name() + "))";
        for (Value level : logits.subList(1, logits.size())) {
            sum = "torch.add(" + sum + ", torch.sum(torch.mul(" + level.name() + ", " + level.name() + ")))";
        }
        lines.add("total = " + sum);
        lines.add("found = torch.autograd.grad([total], ["
                + String.join(
                        ", ", parameters.stream().map(Parameter::expression).toList())
                + "], None, None, False, False)");
        lines.add("results = [torch.detach(total)]");
        lines.add("for i in range(torch.len(found)):");
        lines.add("  _0 = torch.append(results, torch.contiguous(torch._unwrap_optional(found[i]), memory_format=0))");
        lines.add("return results");
        return new ScriptMethod(name, List.of("image: Tensor"), "List[Tensor]", lines);
    }

    private static Tensor random(Runtime runtime, TensorShape shape) {
        return runtime.tensor(values(shape.elements(), 5), shape.toArray());
    }

    private static float[] values(long count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static double largestNorm(List<Tensor> tensors) {
        return tensors.stream()
                .flatMap(t -> Stream.of(t.floats()))
                .mapToDouble(TrainingDialectTest::norm)
                .max()
                .orElseThrow();
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /** The difference's norm, to 1e-5 of the reference's, or to a floor below which all is rounding. */
    private static void assertClose(float[] actual, float[] expected, double floor) {
        float[] difference = new float[expected.length];
        for (int i = 0; i < expected.length; i++) {
            difference[i] = actual[i] - expected[i];
        }
        assertThat(norm(difference)).isLessThanOrEqualTo(Math.max(floor, 1e-5 * norm(expected)));
    }
}
