package org.sagittal.geometry.io;

import java.nio.ByteBuffer;

/** How one number of a voxel is stored: integers of 8 to 64 bits, float32 and float64, named as NumPy names them. */
public enum SampleType {
    /** 0..255. */
    UINT8("uint8", 1, 0, 255),
    /** -128..127. */
    INT8("int8", 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    /** 0..65535. */
    UINT16("uint16", 2, 0, 65535),
    /** -32768..32767. */
    INT16("int16", 2, Short.MIN_VALUE, Short.MAX_VALUE),
    /** 0..2^32-1. */
    UINT32("uint32", 4, 0, 4294967295.0),
    /** -2^31..2^31-1. */
    INT32("int32", 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** 0..2^64-1, rounded to 53 bits when read. */
    UINT64("uint64", 8, 0, 0x1p64),
    /** -2^63..2^63-1, rounded to 53 bits when read. */
    INT64("int64", 8, -0x1p63, 0x1p63),
    /** IEEE 754 binary32. */
    FLOAT32("float32", 4, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
    /** IEEE 754 binary64. */
    FLOAT64("float64", 8, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final String numpyName;
    private final int bytes;
    private final double least;
    private final double greatest;

    SampleType(String numpyName, int bytes, double least, double greatest) {
        this.numpyName = numpyName;
        this.bytes = bytes;
        this.least = least;
        this.greatest = greatest;
    }

    /**
     * The name people know.
     *
     * @return NumPy's name, e.g. {@code int16}
     */
    public String numpyName() {
        return numpyName;
    }

    /**
     * The size of one number.
     *
     * @return 1, 2, 4 or 8
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Whether this type holds fractions.
     *
     * @return true for float32 and float64
     */
    public boolean floating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /**
     * The type for labels: nnU-Net's choice of uint8 below 255 and uint16 from there on, and int16 where a label is negative.
     *
     * @param least smallest label
     * @param greatest largest label
     * @return uint8, uint16 or int16
     */
    public static SampleType forLabels(int least, int greatest) {
        if (least < 0) {
            return INT16;
        }
        return greatest < 255 ? UINT8 : UINT16;
    }

    /**
     * Whether a number is one of this type's.
     *
     * @param value any number
     * @return true for every number of a floating type, for whole numbers in the range of others
     */
    public boolean holds(double value) {
        return floating() || value == Math.rint(value) && value >= least && value <= greatest;
    }

    /**
     * Reads numbers one after another.
     *
     * @param from stands at the first number, in the file's byte order
     * @param into receives them
     * @param at index of the first one
     * @param count how many
     */
    public void decode(ByteBuffer from, double[] into, int at, int count) {
        int end = at + count;
        switch (this) {
            case UINT8 -> {
                for (int i = at; i < end; i++) {
                    into[i] = from.get() & 0xff;
                }
            }
            case INT8 -> {
                for (int i = at; i < end; i++) {
                    into[i] = from.get();
                }
            }
            case UINT16 -> {
                for (int i = at; i < end; i++) {
                    into[i] = from.getShort() & 0xffff;
                }
            }
            case INT16 -> {
                for (int i = at; i < end; i++) {
                    into[i] = from.getShort();
                }
            }
            case FLOAT32 -> {
                for (int i = at; i < end; i++) {
                    into[i] = from.getFloat();
                }
            }
            default -> decodeWide(from, into, at, end);
        }
    }

    private void decodeWide(ByteBuffer from, double[] into, int at, int end) {
        for (int i = at; i < end; i++) {
            into[i] = switch (this) {
                case UINT32 -> from.getInt() & 0xffffffffL;
                case INT32 -> from.getInt();
                case INT64 -> from.getLong();
                case UINT64 -> unsigned(from.getLong());
                default -> from.getDouble();
            };
        }
    }

    private static double unsigned(long bits) {
        // The lowest bit is kept so that halving does not change how the sum rounds.
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    /**
     * Writes numbers one after another; fractions are rounded half to even for integer types.
     *
     * @param values what to write
     * @param at index of the first one
     * @param count how many
     * @param into receives their bytes in its own byte order
     * @throws IllegalArgumentException if a number does not fit the type
     */
    public void encode(double[] values, int at, int count, ByteBuffer into) {
        int end = at + count;
        switch (this) {
            case FLOAT32 -> {
                for (int i = at; i < end; i++) {
                    into.putFloat((float) values[i]);
                }
            }
            case FLOAT64 -> {
                for (int i = at; i < end; i++) {
                    into.putDouble(values[i]);
                }
            }
            case UINT8 -> {
                for (int i = at; i < end; i++) {
                    int whole = (int) values[i];
                    if (whole == values[i] && (whole & 0xff) == whole) {
                        into.put((byte) whole);
                    } else {
                        encodeWhole(values[i], into);
                    }
                }
            }
            default -> {
                for (int i = at; i < end; i++) {
                    encodeWhole(values[i], into);
                }
            }
        }
    }

    private void encodeWhole(double value, ByteBuffer into) {
        double whole = Math.rint(value);
        if (!(whole >= least && whole <= greatest)) {
            throw new IllegalArgumentException(
                    "value must fit " + numpyName + " (" + least + " to " + greatest + "), got " + value);
        }
        switch (bytes) {
            case 1 -> into.put((byte) (int) whole);
            case 2 -> into.putShort((short) (int) whole);
            case 4 -> into.putInt((int) (long) whole);
            default -> into.putLong(whole < 0x1p63 ? (long) whole : (long) (whole - 0x1p63) ^ Long.MIN_VALUE);
        }
    }
}
