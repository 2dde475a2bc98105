package org.sagittal.geometry.io.metaimage;

import java.util.StringJoiner;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Makes MetaImage headers as ITK writes them; several scalar channels become a fourth axis. */
final class MetaHeaderWriter {
    private MetaHeaderWriter() {}

    /** A header up to and with the name of the voxels' file. */
    static String text(VolumeHeader header, long packedBytes, String dataFile) {
        boolean flat = header.grid().shape().z() == 1 && header.dimensions() == 2;
        boolean components = header.channels() > 1 && header.voxel() != Voxel.SCALAR;
        boolean stacks = header.channels() > 1 && !components;
        int axes = flat ? 2 : stacks ? 4 : 3;
        double[] direction = header.grid().direction();
        StringJoiner matrix = new StringJoiner(" ");
        for (int axis = 0; axis < axes; axis++) {
            for (int row = 0; row < axes; row++) {
                boolean space = axis < 3 && row < 3;
                matrix.add(Double.toString((space ? direction[3 * row + axis] : axis == row ? 1 : 0) + 0.0));
            }
        }
        Shape shape = header.grid().shape();
        Spacing spacing = header.grid().spacing();
        Vec3 origin = header.grid().originMm();
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("ObjectType = Image");
        lines.add("NDims = " + axes);
        lines.add("BinaryData = True");
        lines.add("BinaryDataByteOrderMSB = False");
        lines.add("CompressedData = True");
        lines.add("CompressedDataSize = " + packedBytes);
        lines.add("TransformMatrix = " + matrix);
        lines.add("Offset = " + numbers(axes, origin.x(), origin.y(), origin.z(), 0));
        lines.add("CenterOfRotation = " + numbers(axes, 0, 0, 0, 0));
        lines.add("ElementSpacing = " + numbers(axes, spacing.xMm(), spacing.yMm(), spacing.zMm(), 1));
        lines.add("DimSize = " + shape.x() + " " + shape.y() + (flat ? "" : " " + shape.z())
                + (stacks ? " " + header.channels() : ""));
        if (components) {
            lines.add("ElementNumberOfChannels = " + header.channels());
        }
        lines.add("ElementType = " + type(header.type()));
        lines.add("ElementDataFile = " + dataFile);
        return lines.toString();
    }

    private static String numbers(int count, double... values) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            text.add(Double.toString(values[i]));
        }
        return text.toString();
    }

    private static String type(SampleType type) {
        return switch (type) {
            case UINT8 -> "MET_UCHAR";
            case INT8 -> "MET_CHAR";
            case UINT16 -> "MET_USHORT";
            case INT16 -> "MET_SHORT";
            case UINT32 -> "MET_UINT";
            case INT32 -> "MET_INT";
            case UINT64 -> "MET_ULONG_LONG";
            case INT64 -> "MET_LONG_LONG";
            case FLOAT32 -> "MET_FLOAT";
            case FLOAT64 -> "MET_DOUBLE";
        };
    }
}
