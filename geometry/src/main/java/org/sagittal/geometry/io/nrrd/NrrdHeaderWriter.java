package org.sagittal.geometry.io.nrrd;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** Makes NRRD headers in LPS: as ITK writes them, but several channels are times in a space that says so. */
final class NrrdHeaderWriter {
    private NrrdHeaderWriter() {}

    /**
     * A header up to the voxels.
     *
     * @param header what to describe
     * @param dataFile name of the file of voxels, or empty if they follow
     */
    static byte[] bytes(VolumeHeader header, String dataFile) {
        boolean flat = header.grid().shape().z() == 1 && header.dimensions() == 2;
        boolean components = header.channels() > 1 && header.voxel() != Voxel.SCALAR;
        boolean times = header.channels() > 1 && !components;
        int space = flat ? 2 : times ? 4 : 3;
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("NRRD0004");
        lines.add("type: " + type(header.type()));
        lines.add("dimension: " + (space + (components ? 1 : 0)));
        lines.add(
                switch (space) {
                    case 2 -> "space dimension: 2";
                    case 3 -> "space: left-posterior-superior";
                    default -> "space: left-posterior-superior-time";
                });
        Shape shape = header.grid().shape();
        String first = components ? header.channels() + " " : "";
        lines.add("sizes: " + first + shape.x() + " " + shape.y() + (flat ? "" : " " + shape.z())
                + (times ? " " + header.channels() : ""));
        lines.add("space directions:" + (components ? " none" : "") + directions(header.grid(), space));
        lines.add("kinds:" + kind(header, components) + " domain domain" + (flat ? "" : " domain")
                + (times ? " time" : ""));
        if (header.type().bytes() > 1) {
            lines.add("endian: little");
        }
        lines.add("encoding: gzip");
        Vec3 origin = header.grid().originMm();
        lines.add("space origin: " + vector(new double[] {origin.x(), origin.y(), origin.z(), 0}, space));
        if (!dataFile.isEmpty()) {
            lines.add("data file: " + dataFile);
        }
        return (lines + (dataFile.isEmpty() ? "\n" : "")).getBytes(StandardCharsets.UTF_8);
    }

    private static String kind(VolumeHeader header, boolean components) {
        if (!components) {
            return "";
        }
        return switch (header.voxel()) {
            case COLOUR -> header.channels() == 3 ? " RGB-color" : header.channels() == 4 ? " RGBA-color" : " list";
            case COMPLEX -> header.channels() == 2 ? " complex" : " list";
            default -> " vector";
        };
    }

    private static String directions(VoxelGrid grid, int space) {
        Spacing spacing = grid.spacing();
        double[] distances = {spacing.xMm(), spacing.yMm(), spacing.zMm()};
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < space; axis++) {
            double[] vector = new double[4];
            for (int row = 0; row < 3 && axis < 3; row++) {
                vector[row] = grid.direction()[3 * row + axis] * distances[axis];
            }
            vector[3] = axis == 3 ? 1 : 0;
            text.append(' ').append(vector(vector, space));
        }
        return text.toString();
    }

    private static String vector(double[] values, int count) {
        StringJoiner text = new StringJoiner(",", "(", ")");
        for (int i = 0; i < count; i++) {
            text.add(Double.toString(values[i] + 0.0)); // no negative zero
        }
        return text.toString();
    }

    private static String type(SampleType type) {
        return switch (type) {
            case UINT8 -> "unsigned char";
            case INT8 -> "signed char";
            case UINT16 -> "unsigned short";
            case INT16 -> "short";
            case UINT32 -> "unsigned int";
            case INT32 -> "int";
            case UINT64 -> "unsigned long long int";
            case INT64 -> "long long int";
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
        };
    }
}
