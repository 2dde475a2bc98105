package org.sagittal.models.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The few pickle operations (protocol 2) that describe a script module's objects and tensors.
 *
 * <p>Reference: the pickle machine as documented by the Python standard library module {@code pickletools}.
 */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        out.write(0x80);
        out.write(2);
    }

    PickleWriter global(String module, String name) {
        return text("c" + module + "\n" + name + "\n");
    }

    PickleWriter string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        littleEndian(bytes.length, 4);
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter integer(long value) {
        if (value >= 0 && value < 256) {
            out.write('K');
            out.write((int) value);
        } else if (value == (int) value) {
            out.write('J');
            littleEndian(value, 4);
        } else {
            out.write(0x8a);
            out.write(8);
            littleEndian(value, 8);
        }
        return this;
    }

    PickleWriter bool(boolean value) {
        out.write(value ? 0x88 : 0x89);
        return this;
    }

    PickleWriter none() {
        return text("N");
    }

    PickleWriter mark() {
        return text("(");
    }

    PickleWriter tuple() {
        return text("t");
    }

    PickleWriter emptyTuple() {
        return text(")");
    }

    /** An object of the class on top of the stack with the attributes that follow until {@link #endObject}. */
    PickleWriter beginObject(String module, String name) {
        return global(module, name).text(")\u0081}(");
    }

    PickleWriter endObject() {
        return text("ub");
    }

    PickleWriter reduce() {
        return text("R");
    }

    PickleWriter persistentId() {
        return text("Q");
    }

    /** A float32 tensor whose contiguous elements are the archive's record of that key. */
    PickleWriter tensor(String key, TensorShape shape, boolean requiresGradient) {
        global("torch._utils", "_rebuild_tensor_v2").mark();
        mark().string("storage")
                .global("torch", "FloatStorage")
                .string(key)
                .string("cpu")
                .integer(shape.elements())
                .tuple()
                .persistentId();
        integer(0).mark();
        shape.extents().forEach(this::integer);
        tuple().mark();
        long stride = shape.elements();
        for (long extent : shape.extents()) {
            stride = extent == 0 ? 0 : stride / extent;
            integer(stride);
        }
        tuple().bool(requiresGradient);
        return global("collections", "OrderedDict")
                .emptyTuple()
                .reduce()
                .tuple()
                .reduce();
    }

    byte[] finish() {
        text(".");
        return out.toByteArray();
    }

    private PickleWriter text(String latin1) {
        out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private void littleEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >> (8 * i)) & 0xff);
        }
    }
}
