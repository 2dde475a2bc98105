package org.sagittal.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    private static Safetensors read(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length);
    }

    @Test
    void givesBackWhatWentIn() throws IOException {
        float[] many = new float[40_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i / 3f;
        }
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        tensors.put("b.weight", WeightTensor.of(List.of(2, 20_000), many));
        tensors.put("a", WeightTensor.of(List.of(), new float[] {Float.NEGATIVE_INFINITY}));
        tensors.put("none", WeightTensor.of(List.of(0, 3), new float[0]));
        Safetensors written = new Safetensors(NamedTensors.of(tensors), Map.of("k", "v"));
        Path file = folder.resolve("a.safetensors");
        written.write(file);
        Safetensors read = Safetensors.read(file);
        assertThat(read.tensors().asMap()).isEqualTo(tensors);
        assertThat(List.copyOf(read.tensors().names())).containsExactly("b.weight", "a", "none");
        assertThat(read.metadata()).containsExactly(Map.entry("k", "v"));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        written.writeTo(stream);
        assertThat(file).hasBinaryContent(stream.toByteArray());
    }

    /** 1.5 in each type: sign, exponent and fraction by hand. */
    @Test
    void readsEveryFloatingPointType() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(1.5).putFloat(1.5f).putShort((short) 0x3e00).putShort((short) 0x3fc0);
        Safetensors read = read(file(
                "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[14,16]},"
                        + "\"f\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]},"
                        + "\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[12,14]}}",
                data.array()));
        assertThat(List.copyOf(read.tensors().names())).containsExactly("d", "f", "h", "b");
        read.tensors()
                .asMap()
                .forEach((name, tensor) -> assertThat(tensor.values()).as(name).containsExactly(1.5f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", // gap at the end
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[2,10]}}", // overlap
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", // gap at the front
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,12]}}", // shape
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12],\"x\":1},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", // twice
                "{\"a\":{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-3],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3.0],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647],\"data_offsets\":[0,8589934588]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":3,\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[12,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12,24]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} x",
                "[1, 2]",
                "7",
            })
    void refusesHeadersThatDoNotFitTheFile(String header) {
        assertThatThrownBy(() -> read(file(header, new byte[12])))
                .isInstanceOf(SafetensorsException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void refusesHeaderLengthsThatLie() {
        for (long length : new long[] {-1, 0, 1, 1_000, Long.MAX_VALUE}) {
            byte[] bytes = file("{}", new byte[4]);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining("no safetensors file");
        }
        assertThatThrownBy(() -> read(new byte[7])).hasMessageContaining("no safetensors file");
    }
}
