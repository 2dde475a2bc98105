package org.sagittal.preprocessing.dataset;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;

/**
 * A case read whole, by the rules that keep a fault of the files from becoming a fault of the model: the label map has the image's extents and holds
 * nothing but labels of {@code dataset.json}. Spacings, origins and directions that differ are told and the image's are used, since voxels are
 * matched by index, as nnU-Net does.
 *
 * @param images (c, z, y, x)
 * @param label (z, y, x); empty for a case without one
 * @param remarks what should be known of a case that is used nevertheless, a sentence each
 */
public record CheckedCase(CaseImages images, Optional<LabelVoxels> label, List<String> remarks) {
    /** Takes a copy. */
    public CheckedCase {
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads the files of a case.
     *
     * @param raw the case
     * @param reader reads them
     * @param scheme the labels that there may be
     * @return the case
     * @throws FormatException if a file cannot be read
     * @throws IllegalArgumentException if the label map has other extents than the image, or holds a number that is no label
     */
    public static CheckedCase read(RawCase raw, ImageReader reader, LabelScheme scheme) {
        raw.label().filter(Files::notExists).ifPresent(file -> {
            throw new FormatException(file, "there is no such file; every training case needs a label map of its name");
        });
        CaseImages images = reader.readImages(raw.images());
        Optional<LabelVoxels> label = raw.label().map(reader::readLabel);
        label.ifPresent(voxels -> {
            String name = raw.label().orElseThrow().getFileName().toString();
            if (!voxels.shape().equals(images.shape())) {
                throw new IllegalArgumentException("label " + name + " must have the image's extents " + images.shape()
                        + ", got " + voxels.shape() + "; resample it, or find the image it belongs to");
            }
            new LabelNumbers(scheme).require(name, voxels);
        });
        boolean placed = GridComparison.grid(images.placement()).isPresent();
        return new CheckedCase(images, label, placed ? CaseGrids.remarks(raw) : List.of());
    }
}
