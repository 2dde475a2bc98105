package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.volume.Shape;

/**
 * One image into another format: values and grid stay; several numbers a voxel become channels. The type stays too, unless rescaling has
 * made values of the stored numbers that it does not hold; they become floats.
 */
public final class VolumeConversion {
    private VolumeConversion() {}

    /**
     * Converts an image.
     *
     * @param source what to read
     * @param format reads it
     * @param target where to; its ending says in which format
     * @throws org.sagittal.geometry.io.file.FormatException if it cannot be read, does not fit into memory, or cannot be written
     */
    public static void run(Path source, VolumeFormat format, Path target) {
        VolumeFormat writing = VolumeFormats.forWriting(target);
        VolumeHeader header = format.readHeader(source);
        SampleType type = header.type();
        boolean exactAsFloat = type.bytes() < Integer.BYTES || type == SampleType.FLOAT32;
        VolumeLimits.require(source, header, exactAsFloat ? Float.BYTES : Double.BYTES);
        Shape shape = header.grid().shape();
        Object[][] slices = new Object[header.channels()][shape.z()];
        NarrowestType narrowest = new NarrowestType(type);
        format.scan(source, (channel, z, values) -> {
            narrowest.include(values);
            slices[channel][z] = exactAsFloat ? floats(values) : values.clone();
        });
        int dimensions = header.dimensions() == 2 && header.channels() == 1 ? 2 : 3;
        writing.write(
                target,
                VolumeHeader.forWriting(narrowest.type, header.grid(), dimensions, header.channels()),
                (channel, z, into) -> fill(slices[channel][z], into));
    }

    /** The stored type as long as it holds all values, else float32, to which rescaled integers are rounded. */
    private static final class NarrowestType {
        private SampleType type;

        NarrowestType(SampleType stored) {
            type = stored;
        }

        void include(double[] values) {
            for (double value : values) {
                if (!type.floating() && !type.holds(value)) {
                    type = SampleType.FLOAT32;
                }
            }
        }
    }

    private static float[] floats(double[] values) {
        float[] slice = new float[values.length];
        for (int i = 0; i < slice.length; i++) {
            slice[i] = (float) values[i];
        }
        return slice;
    }

    private static void fill(Object slice, double[] into) {
        if (slice instanceof double[] exact) {
            System.arraycopy(exact, 0, into, 0, into.length);
            return;
        }
        float[] values = (float[]) slice;
        for (int i = 0; i < into.length; i++) {
            into[i] = values[i];
        }
    }
}
