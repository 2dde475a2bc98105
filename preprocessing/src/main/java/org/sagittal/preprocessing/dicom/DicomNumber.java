package org.sagittal.preprocessing.dicom;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of data sets: decimal text, and binary numbers by their value representation. */
final class DicomNumber {
    /** Longer than any decimal string may be, short enough that parsing takes no time. */
    private static final int LONGEST = 64;

    /** Text after the number is left alone, as C's {@code strtod} does: "1A" is 1 in files that exist. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private DicomNumber() {}

    static OptionalDouble parse(String text) {
        String start = text.substring(0, Math.min(LONGEST, text.length())).replace(',', '.');
        Matcher m = NUMBER.matcher(start);
        return m.lookingAt() ? OptionalDouble.of(Double.parseDouble(m.group())) : OptionalDouble.empty();
    }

    static double binary(ByteBuffer in, Vr vr) {
        if (vr.kind() == Vr.Kind.TAG) {
            int group = Short.toUnsignedInt(in.getShort());
            return Integer.toUnsignedLong(group << 16 | Short.toUnsignedInt(in.getShort()));
        }
        if (vr.kind() == Vr.Kind.FLOATING) {
            return vr.bytes() == 4 ? in.getFloat() : in.getDouble();
        }
        boolean signed = vr.kind() == Vr.Kind.SIGNED;
        return switch (vr.bytes()) {
            case 2 -> signed ? in.getShort() : Short.toUnsignedInt(in.getShort());
            case 4 -> signed ? in.getInt() : Integer.toUnsignedLong(in.getInt());
            default -> in.getLong();
        };
    }

    /** A decimal string of at most 16 characters, as DS wants it. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a decimal string must be finite, got " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        for (int digits = 16; text.length() > 16 && digits > 0; digits--) {
            text = new java.math.BigDecimal(value)
                    .round(new java.math.MathContext(digits))
                    .stripTrailingZeros()
                    .toString();
        }
        return text;
    }
}
