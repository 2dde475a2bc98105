package org.sagittal.models.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.NetworkGoldens;
import org.sagittal.models.weights.NamedTensors;

class SegmentationLossTest {
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

    private Program program(LossSpec spec, int dimensions) {
        List<ScriptMethod> methods = new ArrayList<>();
        methods.add(ScriptMethod.of("forward", "logits: Tensor, target: Tensor", "List[Tensor]", """
                leaf = torch.requires_grad_(torch.detach(logits), True)
                loss = (self).loss(leaf, target)
                gradient = torch._unwrap_optional(torch.autograd.grad([loss], [leaf], None, None, False, False)[0])
                return [torch.detach(loss), gradient]"""));
        methods.addAll(SegmentationLoss.methods(spec, dimensions));
        Path archive = folder.resolve("loss.pt");
        TorchScriptArchive.write(
                new ScriptModule(List.of(), List.of(), methods), NamedTensors.of(java.util.Map.of()), archive);
        return runtime.load(archive);
    }

    private static Tensor tensor(Path file) {
        NpyArray array = NpyFormat.read(file);
        return runtime.tensor(
                array.floats(), Arrays.stream(array.shape()).asLongStream().toArray());
    }

    @Test
    void lossesAndGradientsEqualThoseOfNnunet() {
        Path parts = SharedData.require("goldens/training-parts");
        for (JsonNode golden : NetworkGoldens.json(parts.resolve("losses.json"))) {
            boolean regions = golden.get("kind").asText().contains("binary");
            OptionalInt ignore = OptionalInt.empty();
            if (golden.path("ignore_is_last_target_channel").asBoolean()
                    || golden.path("ignore_label").isInt()) {
                ignore = OptionalInt.of(golden.path("ignore_label").asInt(0));
            }
            LossSpec spec =
                    new LossSpec(regions, ignore, golden.get("batch_dice").asBoolean(), List.of(1.0));
            try (Tensor logits = tensor(parts.resolve(golden.get("logits").asText()));
                    Tensor target = tensor(parts.resolve(golden.get("target").asText()));
                    Program program = program(spec, logits.shape().axes() - 2)) {
                List<Tensor> results = program.train("forward", logits, target);
                String name = golden.get("name").asText();
                assertThat((double) results.get(0).floats()[0])
                        .as(name)
                        .isCloseTo(golden.get("loss").asDouble(), within(1e-5));
                float[] expected = NpyFormat.read(
                                parts.resolve(golden.get("gradient").asText()))
                        .floats();
                float[] actual = results.get(1).floats();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).as(name).isCloseTo(expected[i], within(1e-5f));
                }
            }
        }
    }

    @Test
    void countsEqualThoseOfNnunet() {
        Path parts = SharedData.require("goldens/training-parts");
        JsonNode golden = NetworkGoldens.json(parts.resolve("online_metric.json"));
        try (Tensor logits = tensor(parts.resolve(golden.get("logits").asText()));
                Tensor target = tensor(parts.resolve(golden.get("target").asText()));
                Program program = program(
                        new LossSpec(false, OptionalInt.empty(), false, List.of(1.0)),
                        logits.shape().axes() - 2)) {
            float[] counts = program.infer("counts", logits, target).get(0).floats();
            int classes = counts.length / 3;
            for (int c = 0; c < classes; c++) {
                assertThat(counts[c]).isEqualTo((float) golden.get("tp").get(c).asDouble());
                assertThat(counts[classes + c])
                        .isEqualTo((float) golden.get("fp").get(c).asDouble());
                assertThat(counts[2 * classes + c])
                        .isEqualTo((float) golden.get("fn").get(c).asDouble());
            }
        }
    }

    /** Two voxels, two labels, logits 0: p = 1/2 everywhere, so CE = ln 2 and Dice = (2 * 1/2 + s) / (1 + 1 + s). */
    @Test
    void evenLogitsGiveTheLossWorkedByHand() {
        try (Program program = program(new LossSpec(false, OptionalInt.empty(), false, List.of(1.0)), 2);
                Tensor logits = runtime.tensor(new float[4], 1, 2, 1, 2);
                Tensor target = runtime.tensor(new float[] {0, 1}, 1, 1, 1, 2)) {
            float loss = program.train("forward", logits, target).get(0).floats()[0];
            assertThat((double) loss).isCloseTo(Math.log(2) - (1 + 1e-5) / (2 + 1e-5), within(1e-6));
        }
    }

    /** Overlapping regions, logits 0, the second voxel ignored: BCE = ln 2 a channel, two channels over one voxel; Dice over p = 1/2, g = 1. */
    @Test
    void ignoredVoxelsTakeNoPart() {
        try (Program program = program(new LossSpec(true, OptionalInt.of(3), true, List.of(1.0)), 2);
                Tensor logits = runtime.tensor(new float[] {0, 7, 0, -7}, 1, 2, 1, 2);
                Tensor target = runtime.tensor(new float[] {1, 0, 1, 1, 0, 1}, 1, 3, 1, 2)) {
            float loss = program.train("forward", logits, target).get(0).floats()[0];
            assertThat((double) loss).isCloseTo(2 * Math.log(2) - (1 + 1e-5) / (1.5 + 1e-5), within(1e-5));
            float[] counts = program.infer("counts", logits, target).get(0).floats();
            assertThat(counts).containsExactly(0, 0, 0, 0, 1, 1);
        }
    }
}
