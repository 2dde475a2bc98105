package org.sagittal.models.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message in protobuf's wire format: fields in the order they were added. Large arrays are kept as they are and spelled only while
 * the message is written, so a message costs no more memory than its small fields.
 *
 * <p>Reference: Protocol Buffers, "Encoding". A field is a tag, number * 8 + wire type, and a value: type 0 a varint, 2 a length and so
 * many bytes, 5 four bytes.
 */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;
    private static final int FLOATS_A_PIECE = 1 << 16;

    private final List<Part> parts = new ArrayList<>();
    private long length;

    /** A run of bytes that is spelled when it is written. */
    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds a whole number. */
    ProtobufMessage number(int field, long value) {
        return bytes(join(varint(tag(field, VARINT)), varint(value)));
    }

    /** Adds a float32. */
    ProtobufMessage real(int field, float value) {
        byte[] spelled = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        return bytes(join(varint(tag(field, FOUR_BYTES)), spelled));
    }

    /** Adds a text. */
    ProtobufMessage text(int field, String value) {
        byte[] spelled = value.getBytes(StandardCharsets.UTF_8);
        return header(field, spelled.length).bytes(spelled);
    }

    /** Adds a finished message as a field of this one. */
    ProtobufMessage message(int field, ProtobufMessage value) {
        header(field, value.length);
        parts.addAll(value.parts);
        length += value.length;
        return this;
    }

    /** Adds raw bytes: little-endian float32. */
    ProtobufMessage floats(int field, float[] values) {
        long bytes = (long) values.length * Float.BYTES;
        header(field, bytes);
        parts.add(out -> write(values, out));
        length += bytes;
        return this;
    }

    /** Bytes of all fields so far. */
    long length() {
        return length;
    }

    /** Spells the message. */
    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
    }

    private ProtobufMessage header(int field, long bytes) {
        return bytes(join(varint(tag(field, BYTES)), varint(bytes)));
    }

    private ProtobufMessage bytes(byte[] bytes) {
        parts.add(out -> out.write(bytes));
        length += bytes.length;
        return this;
    }

    private static long tag(int field, int type) {
        return (long) field << 3 | type;
    }

    /** Seven bits a byte, lowest first; the highest bit says that more follow. */
    private static byte[] varint(long value) {
        byte[] spelled = new byte[10];
        int used = 0;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            spelled[used++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        spelled[used++] = (byte) rest;
        return Arrays.copyOf(spelled, used);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(FLOATS_A_PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += FLOATS_A_PIECE) {
            int count = Math.min(FLOATS_A_PIECE, values.length - start);
            piece.clear().asFloatBuffer().put(values, start, count);
            out.write(piece.array(), 0, count * Float.BYTES);
        }
    }
}
