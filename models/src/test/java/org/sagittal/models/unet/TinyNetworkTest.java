package org.sagittal.models.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.models.bundle.Safetensors;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.training.DeepSupervision;
import org.sagittal.models.training.NesterovSgd;
import org.sagittal.models.training.OptimizerSpec;
import org.sagittal.models.training.TrainingModule;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Parity without the reference data: two networks of a few hundred weights that nnU-Net 2.8.1 built, with what it computed (one
 * safetensors file each: input, outputs, targets, weights, gradients; the recipe and the loss in its metadata).
 */
class TinyNetworkTest {
    private static Runtime runtime;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        runtime = Runtime.open(1);
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-plain-3d", "tiny-residual-2d"})
    void namesLogitsLossAndGradientsEqualThoseOfNnunet(String name) throws IOException, URISyntaxException {
        Safetensors golden = Safetensors.read(
                Path.of(TinyNetworkTest.class.getResource(name + ".safetensors").toURI()));
        UNet network = UNet.of(spec(golden.metadata()));
        Map<String, WeightTensor> weights = prefixed(golden, "weight.");
        assertThat(network.parameters().stream().map(Parameter::name)).containsExactlyElementsOf(weights.keySet());

        LossSpec loss = new LossSpec(
                false,
                OptionalInt.empty(),
                false,
                DeepSupervision.ofStrides(network.spec().strides()).weights());
        Path archive = folder.resolve("tiny.pt");
        for (Parameter velocity : NesterovSgd.velocities(network.parameters())) {
            weights.put(
                    velocity.name(),
                    WeightTensor.of(
                            velocity.shape().ints(),
                            new float[(int) velocity.shape().elements()]));
        }
        TorchScriptArchive.write(
                TrainingModule.of(network, loss, OptimizerSpec.nnunet()), NamedTensors.of(weights), archive);
        try (Program program = runtime.load(archive);
                Tensor input = tensor(golden, "input");
                Tensor target = tensor(golden, "target.0")) {
            List<Tensor> outputs = program.infer("levels", input);
            for (int level = 0; level < outputs.size(); level++) {
                assertClose(
                        outputs.get(level).floats(),
                        golden.tensors().get("output." + level).values(),
                        2e-4);
            }
            assertGradients(golden, network, program.train("gradients", input, target));
        }
    }

    private static void assertGradients(Safetensors golden, UNet network, List<Tensor> results) {
        double loss = Double.parseDouble(golden.metadata().get("loss"));
        assertThat((double) results.get(0).floats()[0]).isCloseTo(loss, within(1e-4));
        Map<String, WeightTensor> expected = prefixed(golden, "gradient.");
        List<Parameter> trained = network.parameters().stream()
                .filter(p -> expected.containsKey(p.name()))
                .toList();
        List<Tensor> gradients = results.subList(2, results.size());
        assertThat(gradients).hasSameSizeAs(trained);
        for (int i = 0; i < trained.size(); i++) {
            // A bias in front of an instance norm has a true gradient of 0; what stands there is rounding.
            boolean isRounding = trained.get(i).name().endsWith("conv.bias");
            float[] values = expected.get(trained.get(i).name()).values();
            if (isRounding) {
                assertThat(gradients.get(i).floats())
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(values);
            } else {
                assertClose(gradients.get(i).floats(), values, 1e-3);
            }
        }
    }

    /** Every element to a share of the largest magnitude. */
    private static void assertClose(float[] actual, float[] expected, double share) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual)
                .usingComparatorWithPrecision((float) (share * largest))
                .containsExactly(expected);
    }

    private static Map<String, WeightTensor> prefixed(Safetensors golden, String prefix) {
        Map<String, WeightTensor> found = new LinkedHashMap<>();
        golden.tensors().asMap().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    private static Tensor tensor(Safetensors golden, String name) {
        WeightTensor tensor = golden.tensors().get(name);
        return runtime.tensor(
                tensor.values(),
                tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    private static NetworkSpec spec(Map<String, String> recipe) {
        return new NetworkSpec(
                NetworkSpec.Kind.valueOf(recipe.get("kind")),
                Integer.parseInt(recipe.get("input_channels")),
                Integer.parseInt(recipe.get("heads")),
                ints(recipe.get("features")),
                lists(recipe.get("kernels")),
                lists(recipe.get("strides")),
                ints(recipe.get("blocks")),
                ints(recipe.get("decoder")));
    }

    private static List<Integer> ints(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private static List<List<Integer>> lists(String text) {
        List<List<Integer>> lists = new ArrayList<>();
        for (String part : text.split(";")) {
            lists.add(ints(part));
        }
        return lists;
    }
}
