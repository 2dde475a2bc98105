package org.sagittal.planner.exchange.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Assembles pickles opcode by opcode, good and hostile ones. */
public final class PickleForge {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public PickleForge() {
        raw(0x80, 2);
    }

    /** Opcodes to be slipped into another pickle. */
    public static PickleForge fragment() {
        PickleForge forge = new PickleForge();
        forge.out.reset();
        return forge;
    }

    public PickleForge raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    public PickleForge repeat(int times, int... bytes) {
        ByteBuffer block = ByteBuffer.allocate(times * bytes.length);
        for (int i = 0; i < times; i++) {
            for (int b : bytes) {
                block.put((byte) b);
            }
        }
        out.writeBytes(block.array());
        return this;
    }

    public PickleForge op(char opcode) {
        out.write(opcode);
        return this;
    }

    public PickleForge bytes(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public PickleForge global(String module, String name) {
        return bytes("c" + module + "\n" + name + "\n");
    }

    public PickleForge text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        int32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    public PickleForge integer(int value) {
        out.write('J');
        return int32(value);
    }

    public PickleForge wide(long value) {
        return raw(0x8a, 8).int64(value);
    }

    public PickleForge int32(int value) {
        return little(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value));
    }

    public PickleForge int64(long value) {
        return little(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
    }

    private PickleForge little(ByteBuffer bytes) {
        out.writeBytes(bytes.array());
        return this;
    }

    /** A float tensor as torch writes it, of whatever numbers. */
    public PickleForge tensor(String key, long count, long offset, long[] shape, long[] strides) {
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

    public PickleForge tuple(long[] values) {
        op('(');
        for (long value : values) {
            wide(value);
        }
        return op('t');
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }
}
