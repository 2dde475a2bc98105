package org.sagittal.geometry.io.mgh;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.format.AxisGrid;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * The header of an MGH file. What it places is the middle of the volume, in RAS; a file that does not say that its geometry is good has
 * 1 mm voxels in coronal slices around the origin.
 *
 * <p>Reference: FreeSurfer's MGH format, as nibabel 5.4 reads it.
 *
 * @param type how numbers are stored
 * @param axes where the voxels lie; frames are a fourth axis
 */
record MghHeader(SampleType type, AxisGrid axes) {
    static final int BYTES = 284;
    private static final int VERSION = 1;
    private static final double[] CORONAL = {-1, 0, 0, 0, 0, 1, 0, -1, 0};
    private static final SampleType[] TYPES = new SampleType[11];

    static {
        TYPES[0] = SampleType.UINT8;
        TYPES[1] = SampleType.INT32;
        TYPES[3] = SampleType.FLOAT32;
        TYPES[4] = SampleType.INT16;
        TYPES[10] = SampleType.UINT16;
    }

    /** Whether bytes begin a header: the version, extents and a type. */
    static boolean begins(byte[] start) {
        if (start.length < BYTES) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(start);
        return in.getInt(0) == VERSION
                && in.getInt(4) > 0
                && in.getInt(8) > 0
                && in.getInt(12) > 0
                && in.getInt(16) > 0;
    }

    /** Reads a header. */
    static MghHeader parse(Path file, byte[] start) {
        if (start.length < BYTES) {
            throw new FormatException(file, "ends within its header of " + BYTES + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(start);
        if (in.getInt(0) != VERSION) {
            throw new FormatException(
                    file, "has no MGH header: it should start with the version " + VERSION + ", not " + in.getInt(0));
        }
        int code = in.getInt(20);
        if (code < 0 || code >= TYPES.length || TYPES[code] == null) {
            throw new FormatException(
                    file,
                    "stores voxels as type " + code
                            + "; 0 (uint8), 1 (int32), 3 (float32), 4 (int16) and 10 (uint16) are read");
        }
        long[] sizes = new long[in.getInt(16) == 1 ? 3 : 4];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.getInt(4 + 4 * i);
        }
        AxisGrid axes = AxisGrid.plain(sizes);
        place(in, axes);
        return new MghHeader(TYPES[code], axes);
    }

    private static void place(ByteBuffer in, AxisGrid axes) {
        boolean good = in.getShort(28) != 0;
        double[] centre = new double[3];
        for (int i = 0; i < 3; i++) {
            centre[i] = good ? in.getFloat(78 + 4 * i) : 0;
        }
        for (int axis = 0; axis < 3; axis++) {
            double spacing = good ? in.getFloat(30 + 4 * axis) : 1;
            double[] direction = new double[3];
            double length = 0;
            for (int row = 0; row < 3; row++) {
                direction[row] = good ? in.getFloat(42 + 4 * (3 * axis + row)) : CORONAL[3 * axis + row];
                length = Math.hypot(length, direction[row]);
            }
            axes.spacingMm()[axis] = spacing;
            for (int row = 0; row < 3; row++) {
                centre[row] -= direction[row] * spacing * axes.sizes()[axis] / 2.0;
                axes.axes()[axis][row] = (row < 2 ? -1 : 1) * direction[row] / length;
            }
        }
        for (int row = 0; row < 3; row++) {
            axes.originMm()[row] = (row < 2 ? -1 : 1) * centre[row];
        }
    }

    /** Makes a header in front of voxels. */
    static byte[] bytes(Path file, VolumeHeader header) {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        VoxelGrid grid = header.grid();
        Shape shape = grid.shape();
        Spacing spacing = grid.spacing();
        Vec3 origin = grid.originMm();
        out.putInt(VERSION)
                .putInt(shape.x())
                .putInt(shape.y())
                .putInt(shape.z())
                .putInt(header.channels());
        out.putInt(code(file, header.type())).putInt(0).putShort((short) 1);
        out.putFloat((float) spacing.xMm()).putFloat((float) spacing.yMm()).putFloat((float) spacing.zMm());
        double[] distances = {spacing.xMm(), spacing.yMm(), spacing.zMm()};
        int[] sizes = {shape.x(), shape.y(), shape.z()};
        double[] centre = {-origin.x(), -origin.y(), origin.z()};
        for (int axis = 0; axis < 3; axis++) {
            for (int row = 0; row < 3; row++) {
                double cosine = (row < 2 ? -1 : 1) * grid.direction()[3 * row + axis];
                out.putFloat((float) cosine);
                centre[row] += (float) cosine * (double) (float) distances[axis] * sizes[axis] / 2.0;
            }
        }
        out.putFloat((float) centre[0]).putFloat((float) centre[1]).putFloat((float) centre[2]);
        return out.array();
    }

    private static int code(Path file, SampleType type) {
        for (int code = 0; code < TYPES.length; code++) {
            if (TYPES[code] == type) {
                return code;
            }
        }
        throw new FormatException(
                file, "cannot be written: MGH stores uint8, int16, uint16, int32 and float32, not " + type.numpyName());
    }
}
