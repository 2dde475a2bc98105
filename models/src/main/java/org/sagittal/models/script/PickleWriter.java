package org.sagittal.models.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The few pickle operations (protocol 2) that describe a script module's objects and tensors, and the data of a checkpoint.
 *
 * <p>Reference: the pickle machine as documented by the Python standard library module {@code pickletools}.
 */
public final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An empty stream. */
    public PickleWriter() {
        out.write(0x80);
        out.write(2);
    }

    /**
     * A class or function by name.
     *
     * @param module Python module
     * @param name name in it
     * @return this
     */
    public PickleWriter global(String module, String name) {
        return text("c" + module + "\n" + name + "\n");
    }

    /**
     * A text.
     *
     * @param value any text
     * @return this
     */
    public PickleWriter string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        littleEndian(bytes.length, 4);
        out.writeBytes(bytes);
        return this;
    }

    /**
     * A whole number.
     *
     * @param value any
     * @return this
     */
    public PickleWriter integer(long value) {
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

    /**
     * A truth value.
     *
     * @param value which
     * @return this
     */
    public PickleWriter bool(boolean value) {
        out.write(value ? 0x88 : 0x89);
        return this;
    }

    /**
     * A float.
     *
     * @param value any
     * @return this
     */
    public PickleWriter number(double value) {
        out.write('G');
        littleEndian(Long.reverseBytes(Double.doubleToLongBits(value)), 8);
        return this;
    }

    /**
     * A dict without items.
     *
     * @return this
     */
    public PickleWriter emptyDict() {
        return text("}");
    }

    /**
     * A list without items.
     *
     * @return this
     */
    public PickleWriter emptyList() {
        return text("]");
    }

    /**
     * Puts the keys and values since the mark into the dict below it.
     *
     * @return this
     */
    public PickleWriter setItems() {
        return text("u");
    }

    /**
     * Puts everything since the mark into the list below it.
     *
     * @return this
     */
    public PickleWriter appends() {
        return text("e");
    }

    /**
     * None.
     *
     * @return this
     */
    public PickleWriter none() {
        return text("N");
    }

    /**
     * Where the parts of a tuple, or the items for a list or dict, begin.
     *
     * @return this
     */
    public PickleWriter mark() {
        return text("(");
    }

    /**
     * A tuple of everything since the mark.
     *
     * @return this
     */
    public PickleWriter tuple() {
        return text("t");
    }

    /**
     * The tuple of nothing.
     *
     * @return this
     */
    public PickleWriter emptyTuple() {
        return text(")");
    }

    /** An object of the class on top of the stack with the attributes that follow until {@link #endObject}. */
    PickleWriter beginObject(String module, String name) {
        return global(module, name).text(")\u0081}(");
    }

    PickleWriter endObject() {
        return text("ub");
    }

    /**
     * Calls the function below the tuple of arguments on the stack.
     *
     * @return this
     */
    public PickleWriter reduce() {
        return text("R");
    }

    PickleWriter persistentId() {
        return text("Q");
    }

    /**
     * A float32 tensor.
     *
     * @param key the archive's record that holds its contiguous elements
     * @param shape extents
     * @param requiresGradient whether it is trained
     * @return this
     */
    public PickleWriter tensor(String key, TensorShape shape, boolean requiresGradient) {
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

    /**
     * Ends the stream.
     *
     * @return all of it
     */
    public byte[] finish() {
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
