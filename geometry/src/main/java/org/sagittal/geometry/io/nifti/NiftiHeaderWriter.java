package org.sagittal.geometry.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Makes NIfTI headers whose qform and sform say the same, so that SimpleITK and nibabel read one geometry. NIfTI-2 is written only for
 * extents that NIfTI-1 cannot hold.
 */
final class NiftiHeaderWriter {
    private static final int MILLIMETRES_AND_SECONDS = 2 | 8;
    private static final short SCANNER = 1;
    private static final short INTENT_VECTOR = 1007;

    private final VolumeHeader header;
    private final boolean pair;
    private final double[] srow;
    private final double[] quatern;

    private NiftiHeaderWriter(VolumeHeader header, boolean pair) {
        this.header = header;
        this.pair = pair;
        this.srow = srow(header.grid());
        this.quatern = Quaternion.of(header.grid().direction());
    }

    /** The header, and for a single file the four bytes that say there is no extension. */
    static byte[] bytes(Path file, VolumeHeader header, boolean pair) {
        if (header.channels() > Short.MAX_VALUE) {
            throw new FormatException(
                    file, "cannot be written: " + header.channels() + " channels are more than NIfTI-1 can count");
        }
        NiftiHeaderWriter writer = new NiftiHeaderWriter(header, pair);
        return writer.small() ? writer.nifti1() : writer.nifti2();
    }

    private boolean small() {
        var shape = header.grid().shape();
        return Math.max(shape.z(), Math.max(shape.y(), shape.x())) <= Short.MAX_VALUE;
    }

    private long[] dim() {
        var shape = header.grid().shape();
        if (components()) {
            return new long[] {5, shape.x(), shape.y(), shape.z(), 1, header.channels(), 1, 1};
        }
        int axes = header.channels() > 1 ? 4 : header.dimensions();
        return new long[] {axes, shape.x(), shape.y(), shape.z(), header.channels(), 1, 1, 1};
    }

    /** Whether channels are parts of one voxel, which NIfTI counts along its fifth axis. */
    private boolean components() {
        return header.channels() > 1 && header.voxel() != VolumeHeader.Voxel.SCALAR;
    }

    private double[] pixdim() {
        Spacing spacing = header.grid().spacing();
        return new double[] {quatern[3], spacing.xMm(), spacing.yMm(), spacing.zMm(), 1, 1, 1, 1};
    }

    private short qformCode() {
        // A quaternion cannot say oblique axes; then only the rows count, and ITK refuses them as it did the original.
        return NiftiGeometry.orthogonalColumns(srow) ? SCANNER : 0;
    }

    private double[] offset() {
        return new double[] {srow[3], srow[7], srow[11]};
    }

    private static double[] srow(VoxelGrid grid) {
        double[] direction = grid.direction();
        Vec3 origin = grid.originMm();
        double[] offset = {-origin.x(), -origin.y(), origin.z()};
        double[] spacing = {
            grid.spacing().xMm(), grid.spacing().yMm(), grid.spacing().zMm()
        };
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                rows[4 * row + column] = (row < 2 ? -1 : 1) * direction[3 * row + column] * spacing[column];
            }
            rows[4 * row + 3] = offset[row];
        }
        return rows;
    }

    private byte[] nifti1() {
        ByteBuffer out = ByteBuffer.allocate(pair ? NiftiHeader.NIFTI1_BYTES : NiftiHeader.NIFTI1_BYTES + 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, NiftiHeader.NIFTI1_BYTES).put(38, (byte) 'r');
        for (int i = 0; i < 8; i++) {
            out.putShort(40 + 2 * i, (short) dim()[i]).putFloat(76 + 4 * i, (float) pixdim()[i]);
        }
        out.putShort(68, components() ? INTENT_VECTOR : 0);
        NiftiType type = NiftiType.of(header.type());
        out.putShort(70, (short) type.code()).putShort(72, (short) (8 * type.bytes()));
        out.putFloat(108, pair ? 0 : NiftiHeader.NIFTI1_BYTES + 4).putFloat(112, 1);
        out.put(123, (byte) MILLIMETRES_AND_SECONDS);
        out.putShort(252, qformCode()).putShort(254, SCANNER);
        for (int i = 0; i < 3; i++) {
            out.putFloat(256 + 4 * i, (float) quatern[i]).putFloat(268 + 4 * i, (float) offset()[i]);
        }
        for (int i = 0; i < 12; i++) {
            out.putFloat(280 + 4 * i, sform(i));
        }
        out.put(344, (pair ? "ni1" : "n+1").getBytes(StandardCharsets.US_ASCII));
        return out.array();
    }

    /** Direction and spacing are rounded before they are multiplied, as ITK does, so that a grid is read back as from ITK's files. */
    private float sform(int entry) {
        if (entry % 4 == 3) {
            return (float) srow[entry];
        }
        int row = entry / 4;
        int column = entry % 4;
        float cosine = (float) header.grid().direction()[3 * row + column];
        return (row < 2 ? -cosine : cosine) * (float) header.grid().spacing().axisMm(2 - column);
    }

    private byte[] nifti2() {
        ByteBuffer out = ByteBuffer.allocate(pair ? NiftiHeader.NIFTI2_BYTES : NiftiHeader.NIFTI2_BYTES + 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, NiftiHeader.NIFTI2_BYTES);
        out.put(4, ((pair ? "ni2" : "n+2") + "\0\r\n\u001a\n").getBytes(StandardCharsets.US_ASCII));
        NiftiType type = NiftiType.of(header.type());
        out.putShort(12, (short) type.code()).putShort(14, (short) (8 * type.bytes()));
        for (int i = 0; i < 8; i++) {
            out.putLong(16 + 8 * i, dim()[i]).putDouble(104 + 8 * i, pixdim()[i]);
        }
        out.putLong(168, pair ? 0 : NiftiHeader.NIFTI2_BYTES + 4).putDouble(176, 1);
        out.putInt(344, qformCode()).putInt(348, SCANNER);
        for (int i = 0; i < 3; i++) {
            out.putDouble(352 + 8 * i, quatern[i]).putDouble(376 + 8 * i, offset()[i]);
        }
        for (int i = 0; i < 12; i++) {
            out.putDouble(400 + 8 * i, srow[i]);
        }
        out.putInt(504, components() ? INTENT_VECTOR : 0);
        out.putInt(500, MILLIMETRES_AND_SECONDS);
        return out.array();
    }
}
