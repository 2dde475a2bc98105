package org.sagittal.geometry.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The fields of a NIfTI-1, NIfTI-2 or Analyze 7.5 header that a reader needs, as stored.
 *
 * <p>Reference: nifti1.h and nifti2.h of the NIfTI Data Format Working Group.
 *
 * @param kind which of the headers
 * @param order byte order of header and voxels
 * @param dim number of axes, then extents along x, y, z, t, vector components, ...; 8 numbers, those in use at least 1
 * @param pixdim sign of the z axis of the qform, then distances along the axes; 8 numbers
 * @param data where and how the voxels are stored
 * @param forms the two ways to place voxels in the world
 * @param units {@code xyzt_units}
 * @param intent {@code intent_code}
 */
record NiftiHeader(
        Kind kind, ByteOrder order, long[] dim, double[] pixdim, Data data, Forms forms, int units, int intent) {
    static final int NIFTI1_BYTES = 348;
    static final int NIFTI2_BYTES = 540;
    private static final long MAX_CHANNELS = 65_535;

    /** Which header it is. */
    enum Kind {
        /** 348 bytes without NIfTI's magic word: ANALYZE 7.5. */
        ANALYZE("analyze"),
        /** 348 bytes, float32 geometry. */
        NIFTI1("nifti1"),
        /** 540 bytes, float64 geometry. */
        NIFTI2("nifti2");

        private final String formatName;

        Kind(String formatName) {
            this.formatName = formatName;
        }

        String formatName() {
            return formatName;
        }

        /** What nibabel takes for noise in 1 - b^2 - c^2 - d^2 of a quaternion: three times the precision of the stored numbers. */
        double nibabelHalfTurn() {
            return 3 * (this == NIFTI2 ? Math.ulp(1.0) : Math.ulp(1.0f));
        }

        /** Rounds a computed number to what such a header could hold. */
        double rounded(double value) {
            return this == NIFTI2 ? value : (float) value;
        }
    }

    /**
     * Where and how the voxels are stored.
     *
     * @param type {@code datatype}
     * @param offset bytes before the first voxel
     * @param separate whether voxels are in a file of their own
     * @param slope {@code scl_slope}
     * @param intercept {@code scl_inter}
     */
    record Data(NiftiType type, long offset, boolean separate, double slope, double intercept) {}

    /**
     * The two ways to place voxels in the world, RAS millimetres (or other units).
     *
     * @param qformCode above 0 if the quaternion counts
     * @param sformCode above 0 if the rows count
     * @param quatern b, c, d
     * @param offset centre of the first voxel, for the quaternion
     * @param srow 3 rows of 4 numbers
     */
    record Forms(int qformCode, int sformCode, double[] quatern, double[] offset, double[] srow) {}

    /**
     * Whether bytes may begin a header.
     *
     * @param start the file's first bytes
     * @return true if the first number is the length of a header in either byte order
     */
    static boolean begins(byte[] start) {
        return start.length >= NIFTI1_BYTES && length(start) != 0;
    }

    private static int length(byte[] start) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int length = ByteBuffer.wrap(start).order(order).getInt(0);
            if (length == NIFTI1_BYTES || length == NIFTI2_BYTES) {
                return length;
            }
        }
        return 0;
    }

    /**
     * Reads a header.
     *
     * @param file what messages name
     * @param start the first bytes of the file
     * @return the header, whose extents are at least 1
     * @throws FormatException if it is no header, or one that nobody could mean
     */
    static NiftiHeader parse(Path file, byte[] start) {
        int length = start.length < NIFTI1_BYTES ? 0 : length(start);
        if (length == 0 || start.length < length) {
            throw new FormatException(
                    file,
                    length == 0
                            ? "has no NIfTI header: it should start with the number 348 or 540"
                            : "ends within its header of " + length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(start);
        in.order(in.getInt(0) == length ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        NiftiHeader header = length == NIFTI1_BYTES ? parse1(file, in) : parse2(file, in);
        header.checkExtents(file);
        return header;
    }

    private static NiftiHeader parse1(Path file, ByteBuffer in) {
        String magic = text(in, 344, 3);
        Kind kind = magic.equals("n+1") || magic.equals("ni1") ? Kind.NIFTI1 : Kind.ANALYZE;
        long[] dim = new long[8];
        double[] pixdim = new double[8];
        for (int i = 0; i < 8; i++) {
            dim[i] = in.getShort(40 + 2 * i);
            pixdim[i] = in.getFloat(76 + 4 * i);
        }
        boolean separate = !magic.equals("n+1");
        double offset = in.getFloat(108);
        if (!(offset >= 0 && offset < 0x1p62)) {
            throw new FormatException(file, "has vox_offset " + offset + "; it must be a number of bytes");
        }
        Data data = new Data(
                NiftiType.of(file, in.getShort(70)),
                separate ? (long) offset : Math.max((long) offset, NIFTI1_BYTES),
                separate,
                in.getFloat(112),
                in.getFloat(116));
        boolean nifti = kind == Kind.NIFTI1;
        Forms forms = new Forms(
                nifti ? in.getShort(252) : 0,
                nifti ? in.getShort(254) : 0,
                floats(in, 256, 3),
                floats(in, 268, 3),
                floats(in, 280, 12));
        return new NiftiHeader(
                kind, in.order(), dim, pixdim, data, forms, nifti ? in.get(123) : 0, nifti ? in.getShort(68) : 0);
    }

    private static NiftiHeader parse2(Path file, ByteBuffer in) {
        String magic = text(in, 4, 3);
        if (!magic.equals("n+2") && !magic.equals("ni2")) {
            throw new FormatException(file, "has a NIfTI-2 header whose magic word is '" + magic + "', not n+2 or ni2");
        }
        long[] dim = new long[8];
        double[] pixdim = new double[8];
        for (int i = 0; i < 8; i++) {
            dim[i] = in.getLong(16 + 8 * i);
            pixdim[i] = in.getDouble(104 + 8 * i);
        }
        boolean separate = magic.equals("ni2");
        long offset = in.getLong(168);
        if (offset < 0) {
            throw new FormatException(file, "has vox_offset " + offset + "; it must be a number of bytes");
        }
        Data data = new Data(
                NiftiType.of(file, in.getShort(12)),
                separate ? offset : Math.max(offset, NIFTI2_BYTES),
                separate,
                in.getDouble(176),
                in.getDouble(184));
        Forms forms = new Forms(
                in.getInt(344), in.getInt(348), doubles(in, 352, 3), doubles(in, 376, 3), doubles(in, 400, 12));
        return new NiftiHeader(Kind.NIFTI2, in.order(), dim, pixdim, data, forms, in.getInt(500), in.getInt(504));
    }

    private static String text(ByteBuffer in, int at, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < at + count && in.get(i) != 0; i++) {
            text.append((char) (in.get(i) & 0x7f));
        }
        return text.toString();
    }

    private static double[] floats(ByteBuffer in, int at, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getFloat(at + 4 * i);
        }
        return values;
    }

    private static double[] doubles(ByteBuffer in, int at, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getDouble(at + 8 * i);
        }
        return values;
    }

    private void checkExtents(Path file) {
        if (dim[0] < 1 || dim[0] > 7) {
            throw new FormatException(file, "has " + dim[0] + " axes; NIfTI knows 1 to 7");
        }
        for (int i = 1; i < 8; i++) {
            if (i > dim[0]) {
                dim[i] = 1;
            } else if (dim[i] < 1 || dim[i] > Integer.MAX_VALUE) {
                throw new FormatException(
                        file, "has an extent of " + dim[i] + " along axis " + i + "; it must be at least 1");
            }
        }
        if (dim[1] * dim[2] > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    file, "has slices of " + dim[1] + " by " + dim[2] + " voxels; at most 2^31 are read");
        }
        double channels = (double) dim[4] * dim[5] * dim[6] * dim[7] * data.type.samples();
        if (channels > MAX_CHANNELS) {
            throw new FormatException(
                    file, "has " + channels + " numbers a voxel; at most " + MAX_CHANNELS + " are read");
        }
    }

    /** The header of voxels that follow it, whatever it says of a pair. */
    NiftiHeader attached() {
        long least = kind == Kind.NIFTI2 ? NIFTI2_BYTES : NIFTI1_BYTES;
        Data behind = new Data(data.type, Math.max(data.offset, least), false, data.slope, data.intercept);
        return new NiftiHeader(kind, order, dim, pixdim, behind, forms, units, intent);
    }

    /** Times and components, without the parts of a colour or complex number. */
    int stacks() {
        return (int) (dim[4] * dim[5] * dim[6] * dim[7]);
    }

    /** Bytes from the start of the voxels' file to the end of the last voxel. */
    long lastByte(Path file) {
        try {
            long voxels = Math.multiplyExact(Math.multiplyExact(dim[1] * dim[2], dim[3]), (long) stacks());
            return Math.addExact(data.offset, Math.multiplyExact(voxels, (long) data.type.bytes()));
        } catch (ArithmeticException e) {
            throw new FormatException(file, "has more voxels than 64 bits can count", e);
        }
    }
}
