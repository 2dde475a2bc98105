package org.sagittal.geometry.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that libbzip2 packed, whole, cut and damaged. */
class Bzip2InputTest {
    record Sample(String name, JsonNode json) {
        byte[] packed() {
            return Base64.getDecoder().decode(json.get("packed").textValue());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() throws IOException {
        try (InputStream in = Bzip2InputTest.class.getResourceAsStream("bzip2-samples.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(json -> new Sample(json.get("name").textValue(), json));
        }
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = new Bzip2Input(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isUnpackedAsItWasPacked(Sample sample) throws IOException {
        byte[] bytes = unpack(sample.packed());
        assertThat(bytes).hasSize(sample.json.get("bytes").intValue());
        CRC32 sum = new CRC32();
        sum.update(bytes);
        assertThat(sum.getValue()).isEqualTo(sample.json.get("crc32").longValue());
    }

    @Test
    void aStreamThatEndsTooEarlyOrIsDamagedIsNeverTakenForWhole() throws IOException {
        Sample words = samples()
                .filter(s -> s.name.equals("259 and more equal"))
                .findFirst()
                .orElseThrow();
        byte[] packed = words.packed();
        for (int length = 0; length < packed.length - 4; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> unpack(cut)).as("cut to " + length).isInstanceOf(EOFException.class);
        }
        byte[] whole = unpack(packed);
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(packed.length - 10)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(unpack(damaged)).isEqualTo(whole); // a bit that nothing hangs on, such as the level
            } catch (IOException e) {
                assertThat(e)
                        .satisfiesAnyOf(
                                said -> assertThat(said).isInstanceOf(EOFException.class),
                                said -> assertThat(said).hasMessageContaining("bzip2"));
            }
        }
    }
}
