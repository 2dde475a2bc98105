package org.sagittal.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.models.inference.ProgramNetwork;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.NetworkSpec.Kind;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

class OnnxFileTest {
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

    static Stream<Arguments> networks() {
        List<List<Integer>> flat = List.of(List.of(3, 3), List.of(3, 3), List.of(3, 3));
        List<List<Integer>> cubes = List.of(List.of(3, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3));
        List<List<Integer>> thin = List.of(List.of(1, 3, 3), List.of(1, 3, 3), List.of(3, 3, 3));
        List<List<Integer>> halves2d = List.of(List.of(1, 1), List.of(2, 2), List.of(2, 2));
        List<List<Integer>> halves = List.of(List.of(1, 1, 1), List.of(2, 2, 2), List.of(2, 2, 2));
        List<List<Integer>> thinStrides = List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2));
        return Stream.of(
                Arguments.of(spec(Kind.PLAIN_CONV, 1, flat, halves2d), List.of(24, 16)),
                Arguments.of(spec(Kind.RESIDUAL_ENCODER, 3, flat, halves2d), List.of(16, 24)),
                Arguments.of(spec(Kind.PLAIN_CONV, 2, cubes, halves), List.of(12, 16, 8)),
                Arguments.of(spec(Kind.PLAIN_CONV, 1, thin, thinStrides), List.of(6, 16, 12)),
                Arguments.of(spec(Kind.RESIDUAL_ENCODER, 2, thin, thinStrides), List.of(6, 12, 20)));
    }

    /** The third stage has the channels of the second: such residual blocks have no projection, but a pooled skip. */
    private static NetworkSpec spec(Kind kind, int channels, List<List<Integer>> kernels, List<List<Integer>> strides) {
        return new NetworkSpec(kind, channels, 3, List.of(4, 6, 6), kernels, strides, List.of(1, 2, 2), List.of(2, 1));
    }

    /** Values everywhere, in norms too: a residual network's first weights switch half of it off. */
    private static NamedTensors weights(UNet network) {
        Random random = new Random(7);
        Map<String, WeightTensor> drawn = new LinkedHashMap<>();
        network.initialWeights(3).asMap().forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.3f * (float) random.nextGaussian();
            }
            drawn.put(name, WeightTensor.of(tensor.shape(), values));
        });
        return NamedTensors.of(drawn);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onnxruntimeComputesWhatWeCompute(NetworkSpec spec, List<Integer> patch) throws OrtException {
        UNet network = UNet.of(spec);
        NamedTensors weights = weights(network);
        Path file = folder.resolve("network.onnx");
        OnnxFile.write(network, weights, Map.of("name", "tiny", "dataset", "Dataset001_Größe"), file);

        try (OrtSession session = OnnxEngine.load(file);
                ProgramNetwork ours = ProgramNetwork.reference(runtime, spec, weights, List.of())) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("name", "tiny", "dataset", "Dataset001_Größe"));
            assertThat(session.getMetadata().getProducerName()).isEqualTo("Sagittal");
            // The extents are free: a larger patch through the same file.
            for (int factor : List.of(1, 2)) {
                int[] extents = patch.stream().mapToInt(p -> factor * p).toArray();
                float[] image =
                        image(2 * spec.inputChannels() * IntStream.of(extents).reduce(1, (a, b) -> a * b));
                float[] expected = ours.logits(image, 2, extents);
                assertThat(run(session, image, 2, spec.inputChannels(), extents))
                        .hasSameSizeAs(expected)
                        .usingComparatorWithPrecision(1e-4f)
                        .containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void saysWhatGoesInAndOut(NetworkSpec spec, List<Integer> patch) throws OrtException {
        UNet network = UNet.of(spec);
        Path file = folder.resolve("network.onnx");
        OnnxFile.write(network, network.initialWeights(1), Map.of(), file);

        try (OrtSession session = OnnxEngine.load(file)) {
            assertThat(session.getInputNames()).containsExactly("image");
            assertThat(session.getOutputNames()).containsExactly("logits");
            long[] in = shape(session.getInputInfo().get("image"));
            long[] out = shape(session.getOutputInfo().get("logits"));
            assertThat(in).hasSize(2 + patch.size()).startsWith(-1, spec.inputChannels());
            assertThat(out).hasSize(2 + patch.size()).startsWith(-1, spec.heads());
            assertThat(in[2]).isEqualTo(-1);
        }
    }

    @Test
    void equalNetworksGiveEqualFiles() throws Exception {
        UNet network =
                UNet.of((NetworkSpec) networks().findFirst().orElseThrow().get()[0]);
        OnnxFile.write(network, network.initialWeights(1), Map.of("name", "a"), folder.resolve("a.onnx"));
        OnnxFile.write(network, network.initialWeights(1), Map.of("name", "a"), folder.resolve("b.onnx"));

        assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
        String content = Files.readString(folder.resolve("a.onnx"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(content).contains("encoder.stages.0.0.convs.0.conv.weight", "decoder.seg_layers.1.bias");
        assertThat(content).as("for training only").doesNotContain("seg_layers.0");
    }

    @Test
    void refusesAnotherNetworksWeightsAndFilesNoReaderTakes() {
        UNet network =
                UNet.of((NetworkSpec) networks().findFirst().orElseThrow().get()[0]);
        Path file = folder.resolve("network.onnx");
        assertThatThrownBy(() -> OnnxFile.write(network, NamedTensors.of(Map.of()), Map.of(), file))
                .hasMessageContaining("encoder.stages.0.0.convs.0.conv.weight");
        assertThat(file).doesNotExist();
        OnnxFile.refuseTooLong(2_147_483_647L);
        assertThatThrownBy(() -> OnnxFile.refuseTooLong(2_147_483_648L))
                .hasMessageContaining("2 GiB")
                .hasMessageContaining("2147483648")
                .hasMessageContaining("torchscript");
    }

    private static long[] shape(NodeInfo info) {
        return ((TensorInfo) info.getInfo()).getShape();
    }

    private static float[] image(int count) {
        Random random = new Random(5);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] run(OrtSession session, float[] image, int batch, int channels, int[] extents)
            throws OrtException {
        long[] shape = IntStream.concat(IntStream.of(batch, channels), IntStream.of(extents))
                .asLongStream()
                .toArray();
        try (OnnxTensor input = OnnxTensor.createTensor(OnnxEngine.environment(), FloatBuffer.wrap(image), shape);
                OrtSession.Result result = session.run(Map.of("image", input))) {
            FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[logits.remaining()];
            logits.get(values);
            return values;
        }
    }
}
