package org.sagittal.geometry.io;

import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVoxels;

/** Labels among numbers: which are some, and how few bytes hold them. */
public final class WholeLabels {
    private WholeLabels() {}

    /**
     * Turns the values of one slice into labels.
     *
     * @param file what messages name
     * @param values (y, x) row-major
     * @param z the slice, for messages
     * @param width x extent, for messages
     * @return a new array of the same length
     * @throws FormatException if a value is no whole number of 16 bits
     */
    public static short[] of(Path file, double[] values, int z, int width) {
        short[] labels = new short[values.length];
        for (int i = 0; i < labels.length; i++) {
            // Rescaling leaves the last bits of a double astray; labels are compared as float32, as nnU-Net reads them.
            float value = (float) values[i];
            short label = (short) value;
            if (label != value) {
                throw new FormatException(
                        file,
                        "is no label map: voxel (z, y, x) = (" + z + ", " + i / width + ", " + i % width + ") is "
                                + values[i] + ", labels must be whole numbers from -32768 to 32767");
            }
            labels[i] = label;
        }
        return labels;
    }

    /**
     * The type to store a label map in.
     *
     * @param voxels (z, y, x)
     * @return uint8, uint16 or int16
     */
    public static SampleType typeFor(LabelVoxels voxels) {
        int least = 0;
        int greatest = 0;
        for (int z = 0; z < voxels.shape().z(); z++) {
            for (short label : voxels.slice(z)) {
                least = Math.min(least, label);
                greatest = Math.max(greatest, label);
            }
        }
        return SampleType.forLabels(least, greatest);
    }
}
