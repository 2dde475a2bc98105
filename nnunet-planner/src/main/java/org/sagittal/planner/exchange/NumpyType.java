package org.sagittal.planner.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.HalfFloat;

/** A NumPy number type, as far as a checkpoint's scalars need one. Its byte order arrives after the object, in the pickle's BUILD. */
final class NumpyType {
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("b1", 1),
            Map.entry("i1", 1),
            Map.entry("u1", 1),
            Map.entry("i2", 2),
            Map.entry("u2", 2),
            Map.entry("f2", 2),
            Map.entry("i4", 4),
            Map.entry("u4", 4),
            Map.entry("f4", 4),
            Map.entry("i8", 8),
            Map.entry("u8", 8),
            Map.entry("f8", 8));

    private final String code;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private NumpyType(String code) {
        this.code = code;
    }

    /** The type of a code such as f8; anything but a plain number is refused. */
    static NumpyType of(Object code) {
        if (!(code instanceof String text) || !BYTES.containsKey(text)) {
            throw new PickleException("it asks for the NumPy type '" + code + "', and only numbers are read; refused");
        }
        return new NumpyType(text);
    }

    /** Takes the state NumPy writes: (version, byte order, ...). */
    void restore(Object state) {
        if (!(state instanceof List<?> list) || list.size() < 2 || !(list.get(1) instanceof String mark)) {
            throw new PickleException("a NumPy type has an unknown state; refused");
        }
        switch (mark) {
            case "<", "|", "=" -> order = ByteOrder.LITTLE_ENDIAN;
            case ">" -> order = ByteOrder.BIG_ENDIAN;
            default -> throw new PickleException("a NumPy type has the unknown byte order '" + mark + "'; refused");
        }
    }

    /** The number in the given bytes. */
    Object scalar(Object bytes) {
        if (!(bytes instanceof byte[] raw) || raw.length != BYTES.get(code)) {
            throw new PickleException("a NumPy number of type " + code + " has the wrong length; refused");
        }
        ByteBuffer data = ByteBuffer.wrap(raw).order(order);
        return switch (code) {
            case "b1" -> raw[0] != 0;
            case "i1" -> (long) raw[0];
            case "u1" -> raw[0] & 0xffL;
            case "i2" -> (long) data.getShort();
            case "u2" -> data.getShort() & 0xffffL;
            case "f2" -> (double) HalfFloat.toFloat(data.getShort());
            case "i4" -> (long) data.getInt();
            case "u4" -> data.getInt() & 0xffffffffL;
            case "f4" -> (double) data.getFloat();
            case "f8" -> data.getDouble();
            default -> data.getLong();
        };
    }
}
