package org.sagittal.models.unet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.models.bundle.Safetensors;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.training.DeepSupervision;
import org.sagittal.models.training.NesterovSgd;
import org.sagittal.models.training.OptimizerSpec;
import org.sagittal.models.training.TrainingModule;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/** The networks equal those that nnU-Net builds: names, shapes, logits of every level, losses and gradients. */
class UNetParityTest {
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
    @ValueSource(
            strings = {
                "plain-2d",
                "plain-2d-seven-stages",
                "plain-3d",
                "plain-3d-anisotropic",
                "plain-3d-cascade",
                "plain-3d-four-channels",
                "plain-3d-ignore-label",
                "plain-3d-old-plans",
                "plain-3d-regions",
                "plain-3d-six-stages",
                "plain-3d-uneven-convolutions",
                "resenc-2d",
                "resenc-3d",
                "resenc-3d-equal-features"
            })
    void parametersAndLogitsEqualThoseOfNnunet(String name) throws IOException {
        NetworkGoldens goldens = NetworkGoldens.open(name);
        UNet network = UNet.of(goldens.spec());
        assertParameters(goldens, network);

        NamedTensors weights = Safetensors.read(goldens.folder().resolve("weights.safetensors"))
                .tensors();
        Path archive = folder.resolve("network.pt");
        TorchScriptArchive.write(
                new ScriptModule(
                        network.parameters(), List.of(), List.of(network.forwardMethod(), network.levelsMethod())),
                weights,
                archive);
        try (Program program = runtime.load(archive);
                Tensor input = tensor(goldens, "input.npy")) {
            List<Tensor> levels = program.infer("levels", input);
            for (int level = 0; level < levels.size(); level++) {
                assertLogits(goldens, level, levels.get(level).floats());
                levels.get(level).close();
            }
            try (Tensor finest = program.infer("forward", input).get(0)) {
                assertLogits(goldens, 0, finest.floats());
            }
        }
    }

    private static void assertParameters(NetworkGoldens goldens, UNet network) {
        JsonNode expected = NetworkGoldens.json(goldens.folder().resolve("parameters.json"));
        List<String> names = new ArrayList<>();
        for (JsonNode entry : expected.get("state_dict")) {
            if (!entry.path("alias").asBoolean()) {
                names.add(entry.get("name").asText() + " " + NetworkGoldens.ints(entry.get("shape")));
            }
        }
        assertThat(network.parameters().stream()
                        .map(p -> p.name() + " " + p.shape().ints())
                        .toList())
                .containsExactlyElementsOf(names);
        assertThat(network.parameterCount())
                .isEqualTo(expected.get("parameter_count").asLong());
    }

    private static void assertLogits(NetworkGoldens goldens, int level, float[] actual) {
        float[] expected = NpyFormat.read(goldens.folder().resolve("outputs_" + level + ".npy"))
                .floats();
        double largest = goldens.network().get("output_max_abs").get(level).asDouble();
        assertThat(actual).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        assertThat(worst / largest).as("largest difference of level %d", level).isLessThan(2e-4);
    }

    @ParameterizedTest
    @CsvSource({
        "plain-2d, true",
        "plain-2d, false",
        "plain-3d, true",
        "plain-3d, false",
        "plain-3d-anisotropic, false",
        "plain-3d-ignore-label, true",
        "plain-3d-ignore-label, false",
        "plain-3d-regions, true",
        "plain-3d-regions, false",
        "plain-3d-six-stages, true",
        "resenc-3d, false"
    })
    void lossAndGradientsEqualThoseOfNnunet(String name, boolean batchDice) throws IOException {
        NetworkGoldens goldens = NetworkGoldens.open(name);
        Path file = goldens.folder().resolve(batchDice ? "gradients_batch_dice.json" : "gradients_sample_dice.json");
        org.junit.jupiter.api.Assumptions.assumeTrue(file.toFile().exists(), "no gradients stored for " + file);
        JsonNode expected = NetworkGoldens.json(file);
        UNet network = UNet.of(goldens.spec());
        NamedTensors weights = Safetensors.read(goldens.folder().resolve("weights.safetensors"))
                .tensors();
        boolean regions = expected.get("kind").asText().contains("BCE");
        OptionalInt ignore = expected.get("ignore_label").isNull()
                ? OptionalInt.empty()
                : OptionalInt.of(expected.get("ignore_label").asInt());
        LossSpec loss = new LossSpec(
                regions,
                ignore,
                batchDice,
                DeepSupervision.ofStrides(network.spec().strides()).weights());
        ScriptModule module = TrainingModule.of(network, loss, OptimizerSpec.nnunet());
        Path archive = folder.resolve("training.pt");
        TorchScriptArchive.write(module, withVelocities(weights, network), archive);
        try (Program program = runtime.load(archive)) {
            List<Tensor> inputs = new ArrayList<>(List.of(tensor(goldens, "input.npy")));
            for (int level = 0; level < loss.levelWeights().size(); level++) {
                if (loss.levelWeights().get(level) > 0) {
                    inputs.add(tensor(goldens, "target_" + level + ".npy"));
                }
            }
            List<Tensor> results = program.train("gradients", inputs.toArray(Tensor[]::new));
            assertThat((double) results.get(0).floats()[0])
                    .isCloseTo(expected.get("loss").asDouble(), org.assertj.core.data.Offset.offset(1e-4));
            assertGradients(expected, network, results.subList(inputs.size(), results.size()), weights);
        }
    }

    private static NamedTensors withVelocities(NamedTensors weights, UNet network) {
        Map<String, WeightTensor> all = new java.util.LinkedHashMap<>(weights.asMap());
        for (Parameter velocity : NesterovSgd.velocities(network.parameters())) {
            all.put(
                    velocity.name(),
                    WeightTensor.of(
                            velocity.shape().ints(),
                            new float[(int) velocity.shape().elements()]));
        }
        return NamedTensors.of(all);
    }

    private static void assertGradients(JsonNode expected, UNet network, List<Tensor> gradients, NamedTensors weights) {
        double global = expected.get("global_l2").asDouble();
        int next = 0;
        for (Parameter parameter : network.parameters()) {
            JsonNode entry = expected.get("parameters").get(parameter.name());
            if (entry.isNull() || entry.get("l2").isNull()) {
                continue;
            }
            float[] gradient = gradients.get(next++).floats();
            float[] weight = weights.get(parameter.name()).values();
            double squares = 0;
            double dot = 0;
            for (int i = 0; i < gradient.length; i++) {
                squares += (double) gradient[i] * gradient[i];
                dot += (double) gradient[i] * weight[i];
            }
            double norm = entry.get("l2").asDouble();
            double bound = Math.max(1e-3 * norm, 1e-5 * global);
            assertThat(Math.sqrt(squares))
                    .as(parameter.name())
                    .isCloseTo(norm, org.assertj.core.data.Offset.offset(bound));
            double weightNorm = 0;
            for (float w : weight) {
                weightNorm += (double) w * w;
            }
            assertThat(dot)
                    .as("%s, along the weight", parameter.name())
                    .isCloseTo(
                            entry.get("dot_weight").asDouble(),
                            org.assertj.core.data.Offset.offset(bound * Math.sqrt(weightNorm) + 1e-7));
        }
        assertThat(next).isEqualTo(gradients.size());
    }

    private static Tensor tensor(NetworkGoldens goldens, String file) {
        NpyArray array = NpyFormat.read(goldens.folder().resolve(file));
        long[] extents = java.util.Arrays.stream(array.shape()).asLongStream().toArray();
        return runtime.tensor(array.floats(), extents);
    }
}
