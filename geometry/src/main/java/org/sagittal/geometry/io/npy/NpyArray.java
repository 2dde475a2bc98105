package org.sagittal.geometry.io.npy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/** An array of numbers as NumPy stores one: a type, extents in C order (last fastest), and the values. */
public final class NpyArray {
    private final Type type;
    private final int[] shape;
    private final Object values;

    NpyArray(Type type, int[] shape, Object values) {
        this.type = type;
        this.shape = shape;
        this.values = values;
    }

    /** What one element is. Unsigned and boolean elements are widened to the next larger Java type. */
    public enum Type {
        /** Truth values, read as bytes 0 and 1. */
        BOOL(1),
        /** int8. */
        INT8(1),
        /** uint8, held as short. */
        UINT8(1),
        /** int16. */
        INT16(2),
        /** uint16, held as int. */
        UINT16(2),
        /** int32. */
        INT32(4),
        /** uint32, held as long. */
        UINT32(4),
        /** int64. */
        INT64(8),
        /** float16, held as float. */
        FLOAT16(2),
        /** float32. */
        FLOAT32(4),
        /** float64. */
        FLOAT64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }

        static Type of(Path file, String descr) {
            return switch (descr.replaceFirst("^[<>|=]", "")) {
                case "b1" -> BOOL;
                case "i1" -> INT8;
                case "u1" -> UINT8;
                case "i2" -> INT16;
                case "u2" -> UINT16;
                case "i4" -> INT32;
                case "u4" -> UINT32;
                case "i8" -> INT64;
                case "f2" -> FLOAT16;
                case "f4" -> FLOAT32;
                case "f8" -> FLOAT64;
                default ->
                    throw new FormatException(
                            file, "holds elements of type '" + descr + "'; numbers up to 64 bits are read");
            };
        }

        Object allocate(int elements) {
            return switch (this) {
                case BOOL, INT8 -> new byte[elements];
                case UINT8, INT16 -> new short[elements];
                case UINT16, INT32 -> new int[elements];
                case UINT32, INT64 -> new long[elements];
                case FLOAT16, FLOAT32 -> new float[elements];
                case FLOAT64 -> new double[elements];
            };
        }

        void decode(ByteBuffer from, Object into, int at, int count) {
            for (int i = at; i < at + count; i++) {
                switch (this) {
                    case BOOL, INT8 -> ((byte[]) into)[i] = from.get();
                    case UINT8 -> ((short[]) into)[i] = (short) (from.get() & 0xff);
                    case INT16 -> ((short[]) into)[i] = from.getShort();
                    case UINT16 -> ((int[]) into)[i] = from.getShort() & 0xffff;
                    case INT32 -> ((int[]) into)[i] = from.getInt();
                    case UINT32 -> ((long[]) into)[i] = from.getInt() & 0xffffffffL;
                    case INT64 -> ((long[]) into)[i] = from.getLong();
                    case FLOAT16 -> ((float[]) into)[i] = HalfFloat.toFloat(from.getShort());
                    case FLOAT32 -> ((float[]) into)[i] = from.getFloat();
                    case FLOAT64 -> ((double[]) into)[i] = from.getDouble();
                }
            }
        }
    }

    /**
     * The type of the elements in the file.
     *
     * @return one of NumPy's types of numbers
     */
    public Type type() {
        return type;
    }

    /**
     * The extents.
     *
     * @return a copy, slowest axis first
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * The number of elements.
     *
     * @return the product of the extents
     */
    public int size() {
        return java.lang.reflect.Array.getLength(values);
    }

    /**
     * All elements as doubles, exact but for 64-bit integers beyond 2^53.
     *
     * @return a new array of {@link #size()} values, last axis fastest
     */
    public double[] doubles() {
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = java.lang.reflect.Array.getDouble(values, i);
        }
        return out;
    }

    /**
     * All elements rounded to float32.
     *
     * @return a new array of {@link #size()} values, last axis fastest
     */
    public float[] floats() {
        if (values instanceof float[] floats) {
            return floats.clone();
        }
        float[] out = new float[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) java.lang.reflect.Array.getDouble(values, i);
        }
        return out;
    }

    /**
     * All elements of an array of integers.
     *
     * @return a new array of {@link #size()} values, last axis fastest
     * @throws IllegalStateException if the elements are floating-point numbers
     */
    public long[] longs() {
        if (values instanceof float[] || values instanceof double[]) {
            throw new IllegalStateException("elements must be integers, got " + type);
        }
        long[] out = new long[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = java.lang.reflect.Array.getLong(values, i);
        }
        return out;
    }

    /**
     * One channel of a (c, z, y, x) array, or the whole of a (z, y, x) array.
     *
     * @param channel index along the first of four axes; 0 for three axes
     * @return the values as float32
     */
    public FloatVoxels floatVoxels(int channel) {
        Shape extents = channelShape(channel);
        int offset = channel * Math.toIntExact(extents.voxels());
        float[] all = values instanceof float[] floats ? floats : floats();
        float[][] slices = new float[extents.z()][];
        for (int z = 0; z < slices.length; z++) {
            int from = offset + z * extents.sliceVoxels();
            slices[z] = Arrays.copyOfRange(all, from, from + extents.sliceVoxels());
        }
        return FloatVoxels.of(extents, slices);
    }

    /**
     * One channel of a (c, z, y, x) array of integers, or the whole of a (z, y, x) array.
     *
     * @param channel index along the first of four axes; 0 for three axes
     * @return the values as int16
     * @throws ArithmeticException if a value does not fit 16 bits
     */
    public LabelVoxels labelVoxels(int channel) {
        Shape extents = channelShape(channel);
        int offset = channel * Math.toIntExact(extents.voxels());
        short[][] slices = new short[extents.z()][extents.sliceVoxels()];
        for (int z = 0; z < slices.length; z++) {
            for (int i = 0; i < slices[z].length; i++) {
                long value = java.lang.reflect.Array.getLong(values, offset + z * extents.sliceVoxels() + i);
                if (value != (short) value) {
                    throw new ArithmeticException("label must fit 16 bits, got " + value);
                }
                slices[z][i] = (short) value;
            }
        }
        return LabelVoxels.of(extents, slices);
    }

    private Shape channelShape(int channel) {
        int channels = shape.length == 4 ? shape[0] : 1;
        if (shape.length < 3 || shape.length > 4 || channel < 0 || channel >= channels) {
            throw new IllegalArgumentException("array must be (z, y, x) or (c, z, y, x) with a channel " + channel
                    + ", got shape " + Arrays.toString(shape));
        }
        return Shape.of(Arrays.copyOfRange(shape, shape.length - 3, shape.length));
    }
}
