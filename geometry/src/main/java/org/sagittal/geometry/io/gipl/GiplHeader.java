package org.sagittal.geometry.io.gipl;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.format.AxisGrid;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * The header of a GIPL file, by ITK's reading of it: distances and origin count, the matrix does not.
 *
 * @param type how numbers are stored
 * @param axes where the voxels lie
 */
record GiplHeader(SampleType type, AxisGrid axes) {
    static final int BYTES = 256;
    private static final int MAGIC = 719_555_000;
    private static final int OTHER_MAGIC = (int) 4_026_526_128L;
    private static final int MAGIC_AT = 252;
    private static final int ORIGIN_AT = 204;
    private static final Map<Integer, SampleType> TYPES = Map.of(
            1, SampleType.UINT8, // a bit in a byte
            7, SampleType.INT8,
            8, SampleType.UINT8,
            15, SampleType.INT16,
            16, SampleType.UINT16,
            31, SampleType.UINT32,
            32, SampleType.INT32,
            64, SampleType.FLOAT32,
            65, SampleType.FLOAT64);

    /** A bit in a byte, and integers that ITK does not read. */
    private static final Set<Integer> UNWRITTEN = Set.of(1, 31, 32);

    /** Whether bytes begin a GIPL file. */
    static boolean begins(byte[] start) {
        if (start.length < BYTES) {
            return false;
        }
        int magic = ByteBuffer.wrap(start).getInt(MAGIC_AT);
        return magic == MAGIC || magic == OTHER_MAGIC;
    }

    /** Reads a header. */
    static GiplHeader parse(Path file, byte[] start) {
        if (!begins(start)) {
            throw new FormatException(file, "has no GIPL header: its bytes 252 to 255 should say 719555000");
        }
        ByteBuffer in = ByteBuffer.wrap(start);
        int code = in.getShort(8) & 0xffff;
        SampleType type = TYPES.get(code);
        if (type == null) {
            throw new FormatException(
                    file, "stores voxels as type " + code + "; 1, 7, 8, 15, 16, 31, 32, 64 and 65 are read");
        }
        boolean times = (in.getShort(6) & 0xffff) > 1;
        long[] sizes = new long[times ? 4 : 3];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.getShort(2 * i) & 0xffff;
            if (i == 2 && sizes[i] == 0) {
                sizes[i] = 1;
            }
        }
        AxisGrid axes = AxisGrid.plain(sizes);
        for (int i = 0; i < sizes.length; i++) {
            double spacing = in.getFloat(10 + 4 * i);
            axes.spacingMm()[i] = i < 3 || spacing != 0 ? spacing : 1;
            axes.originMm()[i] = in.getDouble(ORIGIN_AT + 8 * i);
        }
        return new GiplHeader(type, axes);
    }

    /** Makes a header in front of voxels. */
    static byte[] bytes(Path file, VolumeHeader header) {
        VoxelGrid grid = header.grid();
        for (int i = 0; i < 9; i++) {
            if (Math.abs(grid.direction()[i] - (i % 4 == 0 ? 1 : 0)) > 1e-6) {
                throw new FormatException(
                        file, "cannot be written: GIPL cannot say that axes are turned; write .nrrd, .mha or .nii.gz");
            }
        }
        Shape shape = grid.shape();
        if (Math.max(Math.max(shape.x(), shape.y()), Math.max(shape.z(), header.channels())) > 0xffff) {
            throw new FormatException(
                    file, "cannot be written: GIPL counts to 65535 along an axis, and the shape is " + shape);
        }
        Spacing spacing = grid.spacing();
        Vec3 origin = grid.originMm();
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putShort((short) shape.x()).putShort((short) shape.y()).putShort((short) shape.z());
        out.putShort((short) header.channels()).putShort((short) code(file, header.type()));
        out.putFloat((float) spacing.xMm()).putFloat((float) spacing.yMm()).putFloat((float) spacing.zMm());
        out.putFloat(1);
        out.putDouble(ORIGIN_AT, origin.x())
                .putDouble(ORIGIN_AT + 8, origin.y())
                .putDouble(ORIGIN_AT + 16, origin.z());
        return out.putInt(MAGIC_AT, MAGIC).array();
    }

    private static int code(Path file, SampleType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type && !UNWRITTEN.contains(entry.getKey()))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new FormatException(
                        file,
                        "cannot be written: GIPL stores integers to 16 bits, float32 and float64, not "
                                + type.numpyName()));
    }
}
