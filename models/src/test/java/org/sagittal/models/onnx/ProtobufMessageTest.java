package org.sagittal.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProtobufMessageTest {
    private static String hex(ProtobufMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(message.length()).isEqualTo(out.size());
        return HexFormat.of().formatHex(out.toByteArray());
    }

    /** The first three are the examples of protobuf's own page on its encoding. */
    @Test
    void spellsFieldsAsProtobufsPageDoes() throws IOException {
        assertThat(hex(new ProtobufMessage().number(1, 150))).isEqualTo("089601");
        assertThat(hex(new ProtobufMessage().text(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new ProtobufMessage().message(3, new ProtobufMessage().number(1, 150))))
                .isEqualTo("1a03089601");
        assertThat(hex(new ProtobufMessage().real(2, 1f))).isEqualTo("150000803f");
        assertThat(hex(new ProtobufMessage().floats(9, new float[] {1f, -2f}))).isEqualTo("4a080000803f000000c0");
        assertThat(hex(new ProtobufMessage().number(20, 7))).isEqualTo("a00107");
    }

    @Test
    void longArraysAreWrittenInPiecesThatLoseNothing() throws IOException {
        float[] values = new float[200_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        String spelled = hex(new ProtobufMessage().floats(1, values));
        // 800004 = 0b110000_1101010_0000100 in groups of seven, lowest first
        assertThat(spelled).startsWith("0a84ea30").hasSize(2 * (4 + 4 * values.length));
        assertThat(spelled).endsWith("00504348");
    }
}
