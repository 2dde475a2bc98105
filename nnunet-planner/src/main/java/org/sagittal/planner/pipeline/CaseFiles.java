package org.sagittal.planner.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/**
 * Reads a dataset's files for scoring and drawing: volumes with their place in the world, pictures on a grid of one millimetre.
 *
 * @param reader the dataset's reader, asked for files that are no volumes
 */
public record CaseFiles(ImageReader reader) {
    /**
     * Reads labels.
     *
     * @param file a label map
     * @return its labels
     */
    public LabelVolume labels(Path file) {
        if (placed(file)) {
            return VolumeFormats.of(file).readLabels(file);
        }
        LabelVoxels voxels = reader.readLabel(file);
        return new LabelVolume(VoxelGrid.of(voxels.shape(), Spacing.UNIT), voxels);
    }

    /**
     * Reads the first channel of an image, to be drawn.
     *
     * @param file an image
     * @return the channel; empty if the file cannot be read
     */
    public Optional<IntensityVolume> image(Path file) {
        try {
            if (placed(file)) {
                StoredVolume stored = VolumeFormats.of(file).read(file);
                return Optional.of(new IntensityVolume(
                        stored.header().grid(), stored.channels().get(0)));
            }
            CaseImages images = reader.readImages(List.of(file));
            return Optional.of(new IntensityVolume(
                    VoxelGrid.of(images.shape(), Spacing.UNIT),
                    images.channels().get(0)));
        } catch (FormatException e) {
            // A report without this picture is better than none.
            return Optional.empty();
        }
    }

    private boolean placed(Path file) {
        return !ImageReaders.readsPictures(reader)
                && VolumeFormats.endingOf(file).isPresent();
    }
}
