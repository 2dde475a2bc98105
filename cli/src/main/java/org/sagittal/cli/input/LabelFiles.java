package org.sagittal.cli.input;

import java.nio.file.Path;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;

/** Label maps of any format that is known. */
public final class LabelFiles {
    private LabelFiles() {}

    /**
     * Reads a label map.
     *
     * @param file a volume
     * @return the labels and where they lie
     * @throws org.sagittal.geometry.io.FormatException if it is no label map
     */
    public static LabelVolume read(Path file) {
        return VolumeFormats.of(file).readLabels(file);
    }
}
