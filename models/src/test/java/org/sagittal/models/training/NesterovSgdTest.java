package org.sagittal.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Initialization;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Precision;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.NetworkGoldens;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

class NesterovSgdTest {
    @TempDir
    Path folder;

    private Path archive(OptimizerSpec spec, List<float[]> start) {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, WeightTensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < start.size(); i++) {
            Parameter parameter =
                    new Parameter("p" + i, TensorShape.of(start.get(i).length), new Initialization.Constant(0));
            parameters.add(parameter);
            weights.put(parameter.name(), WeightTensor.of(parameter.shape().ints(), start.get(i)));
            weights.put("momentum.p" + i, WeightTensor.of(parameter.shape().ints(), new float[start.get(i).length]));
        }
        List<String> gradients =
                IntStream.range(0, start.size()).mapToObj(i -> "g" + i).toList();
        String arguments = "rate: Tensor, "
                + String.join(", ", gradients.stream().map(g -> g + ": Tensor").toList());
        String all = String.join(
                ", ",
                parameters.stream()
                        .map(p -> "torch.detach(" + p.expression() + ")")
                        .toList());
        ScriptMethod forward = ScriptMethod.of(
                "forward",
                arguments,
                "List[Tensor]",
                "norm = (self).update([" + String.join(", ", gradients) + "], rate)\nreturn [norm, " + all + "]");
        Path file = folder.resolve("sgd.pt");
        TorchScriptArchive.write(
                new ScriptModule(
                        parameters,
                        NesterovSgd.velocities(parameters),
                        List.of(forward, NesterovSgd.method(spec, parameters))),
                NamedTensors.of(weights),
                file);
        return file;
    }

    @Test
    void sixStepsEqualThoseOfTorch() {
        Path parts = SharedData.require("goldens/training-parts");
        JsonNode golden = NetworkGoldens.json(parts.resolve("optimizer.json"));
        List<float[]> start = new ArrayList<>();
        golden.get("start")
                .forEach(file ->
                        start.add(NpyFormat.read(parts.resolve(file.asText())).floats()));
        try (Runtime runtime = Runtime.open(1);
                Program program = runtime.load(archive(OptimizerSpec.nnunet(), start))) {
            for (JsonNode step : golden.get("steps")) {
                List<Tensor> inputs = new ArrayList<>();
                inputs.add(runtime.tensor(
                        new float[] {(float) step.get("learning_rate").asDouble()}));
                for (JsonNode file : step.get("gradients")) {
                    NpyArray gradient = NpyFormat.read(parts.resolve(file.asText()));
                    inputs.add(runtime.tensor(gradient.floats(), gradient.size()));
                }
                List<Tensor> results = program.train("forward", inputs.toArray(Tensor[]::new));
                double norm = step.get("norm_before_clipping").asDouble();
                assertThat((double) results.get(0).floats()[0]).isCloseTo(norm, within(1e-5 * norm));
                for (int p = 0; p < start.size(); p++) {
                    float[] expected = NpyFormat.read(parts.resolve(
                                    step.get("parameters_after").get(p).asText()))
                            .floats();
                    float[] actual = results.get(1 + p).floats();
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(actual[i])
                                .isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
                    }
                }
            }
        }
    }

    /** Momentum 1/2, decay 0, norm 5 clipped to 1: g = (0.6, 0.8); v = g, w = -rate (g + v/2); then v = 1.5 g, w -= rate (g + 0.75 g). */
    @Test
    void twoStepsEqualThoseWorkedByHand() {
        try (Runtime runtime = Runtime.open(1);
                Program program =
                        runtime.load(archive(new OptimizerSpec(0.5, 0, 1, Precision.FLOAT32), List.of(new float[2])))) {
            float[] first = step(runtime, program);
            assertThat(first[0]).isCloseTo(-0.1f * 0.9f, within(1e-6f));
            assertThat(first[1]).isCloseTo(-0.1f * 1.2f, within(1e-6f));
            float[] second = step(runtime, program);
            assertThat(second[0]).isCloseTo(-0.1f * (0.9f + 1.05f), within(1e-6f));
            assertThat(second[1]).isCloseTo(-0.1f * (1.2f + 1.4f), within(1e-6f));
        }
    }

    private static float[] step(Runtime runtime, Program program) {
        try (Tensor rate = runtime.tensor(new float[] {0.1f});
                Tensor gradient = runtime.tensor(new float[] {3, 4}, 2)) {
            return program.train("forward", rate, gradient).get(1).floats();
        }
    }
}
