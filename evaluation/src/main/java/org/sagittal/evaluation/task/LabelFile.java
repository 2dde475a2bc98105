package org.sagittal.evaluation.task;

import java.nio.file.Path;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * A label map that was read from a file, and what kind of image it is.
 *
 * @param labels the labels and where they lie
 * @param dimensions 2 for a true 2D image, which is not a 3D image of one slice; else 3
 */
public record LabelFile(LabelVolume labels, int dimensions) {
    /** Refuses dimensions other than 2 and 3. */
    public LabelFile {
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("dimensions must be 2 or 3, got " + dimensions);
        }
    }

    /** Reads label maps; called from several threads. */
    public interface Reader {
        /**
         * Reads a label map.
         *
         * @param file where it lies
         * @return its labels
         */
        LabelFile read(Path file);
    }

    /**
     * Reads a volume of any format that {@code geometry.io} knows.
     *
     * @param file where it lies
     * @return its labels
     */
    public static LabelFile ofVolume(Path file) {
        VolumeFormat format = VolumeFormats.of(file);
        return new LabelFile(format.readLabels(file), format.readHeader(file).dimensions() <= 2 ? 2 : 3);
    }
}
