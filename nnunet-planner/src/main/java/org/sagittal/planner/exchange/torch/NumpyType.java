package org.sagittal.planner.exchange.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.HalfFloat;

/**
 * A NumPy type of numbers or of texts of one length, as a checkpoint's scalars and arrays have it. Its byte order arrives after the object,
 * in the pickle's BUILD. The type of Python objects is refused: NumPy reads such a value as a pickle of its own.
 */
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
    private static final Pattern TEXT = Pattern.compile("([US])(\\d{1,5})");

    private final String code;
    private final int bytes;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private NumpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type of a code such as f8 or U12; anything but plain numbers and text is refused. */
    static NumpyType of(Object code) {
        if (code instanceof String text) {
            if (BYTES.containsKey(text)) {
                return new NumpyType(text, BYTES.get(text));
            }
            Matcher matcher = TEXT.matcher(text);
            if (matcher.matches()) {
                int length = Integer.parseInt(matcher.group(2));
                return new NumpyType(matcher.group(1), matcher.group(1).equals("U") ? 4 * length : length);
            }
        }
        throw new PickleException("it asks for a NumPy type by " + PickleCalls.kind(code)
                + ", and only numbers and text are read; refused");
    }

    /** Takes the state NumPy writes: (version, byte order, ...). */
    void restore(Object state) {
        if (!(state instanceof List<?> list) || list.size() < 2 || !(list.get(1) instanceof String mark)) {
            throw new PickleException("a NumPy type has an unknown state; refused");
        }
        switch (mark) {
            case "<", "|", "=" -> order = ByteOrder.LITTLE_ENDIAN;
            case ">" -> order = ByteOrder.BIG_ENDIAN;
            default ->
                throw new PickleException(
                        "a NumPy type has the unknown byte order '" + Printable.of(mark) + "'; refused");
        }
    }

    /** Bytes of one value. */
    int bytes() {
        return bytes;
    }

    /** The value in the given bytes: Long, Double, Boolean or text. */
    Object scalar(byte[] raw) {
        if (raw.length != bytes) {
            throw new PickleException("a NumPy value of type " + code + " has the wrong length; refused");
        }
        return valueAt(raw, 0);
    }

    /**
     * One of several values.
     *
     * @param raw values without gaps
     * @param index which
     */
    Object valueAt(byte[] raw, int index) {
        ByteBuffer data = ByteBuffer.wrap(raw, index * bytes, bytes).slice().order(order);
        return switch (code) {
            case "b1" -> data.get() != 0;
            case "i1" -> (long) data.get();
            case "u1" -> data.get() & 0xffL;
            case "i2" -> (long) data.getShort();
            case "u2" -> data.getShort() & 0xffffL;
            case "f2" -> (double) HalfFloat.toFloat(data.getShort());
            case "i4" -> (long) data.getInt();
            case "u4" -> data.getInt() & 0xffffffffL;
            case "f4" -> (double) data.getFloat();
            case "f8" -> data.getDouble();
            case "U" -> text(data, Charset.forName(order == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE"));
            case "S" -> text(data, StandardCharsets.ISO_8859_1);
            default -> data.getLong();
        };
    }

    /** NumPy fills a text up with zeros. */
    private static String text(ByteBuffer data, Charset charset) {
        String padded = charset.decode(data).toString();
        int end = padded.length();
        while (end > 0 && padded.charAt(end - 1) == 0) {
            end--;
        }
        return padded.substring(0, end);
    }
}
