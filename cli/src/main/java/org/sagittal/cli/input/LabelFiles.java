package org.sagittal.cli.input;

import java.nio.file.Path;
import java.util.Locale;
import org.sagittal.evaluation.task.LabelFile;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Label maps of any format that is known: volumes with their place in the world, pictures on a grid of one millimetre. */
public final class LabelFiles {
    private static final String PICTURES = "NaturalImage2DIO";

    private LabelFiles() {}

    /**
     * Reads a label map.
     *
     * @param file a volume or a picture
     * @return the labels and where they lie
     * @throws org.sagittal.geometry.io.FormatException if it is no label map
     */
    public static LabelVolume read(Path file) {
        return open(file).labels();
    }

    /**
     * Reads a label map.
     *
     * @param file a volume or a picture
     * @return the labels and how many dimensions the file gives them
     * @throws org.sagittal.geometry.io.FormatException if it is no label map
     */
    public static LabelFile open(Path file) {
        if (VolumeFormats.endingOf(file).isEmpty() && isPicture(file)) {
            LabelVoxels voxels = ImageReaders.byName(PICTURES).readLabel(file);
            return new LabelFile(new LabelVolume(VoxelGrid.of(voxels.shape(), Spacing.UNIT), voxels), 2);
        }
        return LabelFile.ofVolume(file);
    }

    private static boolean isPicture(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|bmp|tif|tiff)");
    }
}
