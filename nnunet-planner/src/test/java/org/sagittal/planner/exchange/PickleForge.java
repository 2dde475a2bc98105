package org.sagittal.planner.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Assembles pickles opcode by opcode, good and hostile ones. */
final class PickleForge {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleForge() {
        raw(0x80, 2);
    }

    PickleForge raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    PickleForge op(char opcode) {
        out.write(opcode);
        return this;
    }

    PickleForge global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleForge text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        int32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleForge integer(int value) {
        out.write('J');
        return int32(value);
    }

    PickleForge wide(long value) {
        raw(0x8a, 8);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    PickleForge int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    /** A float tensor as torch writes it, of whatever numbers. */
    PickleForge tensor(String key, long count, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .wide(count)
                .op('t')
                .op('Q');
        wide(offset);
        tuple(shape);
        tuple(strides);
        return raw(0x89)
                .global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('t')
                .op('R');
    }

    private void tuple(long[] values) {
        op('(');
        for (long value : values) {
            wide(value);
        }
        op('t');
    }

    byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }
}
