package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * Reads the files of a case as one of nnU-Net's readers does, and writes results on the same grid.
 *
 * <p>All methods throw {@link org.sagittal.geometry.io.file.FormatException} with one sentence for files that cannot be read or written.
 */
public interface ImageReader {
    /**
     * Reads the image of one case.
     *
     * @param files one file a channel, or files of several channels each; channels follow the files' order
     * @return a (c, z, y, x) array of float32 with its spacing
     */
    CaseImages readImages(List<Path> files);

    /**
     * Reads a label map. Whole numbers stored as floats are accepted.
     *
     * @param file one file of one channel
     * @return a (z, y, x) array
     */
    LabelVoxels readLabel(Path file);

    /**
     * Writes a label map: uint8, or uint16 where a label is 255 or more.
     *
     * @param labels (z, y, x), shaped as the image
     * @param like the image it belongs to, read by this reader
     * @param file where to
     */
    void writeLabel(LabelVoxels labels, CaseImages like, Path file);

    /**
     * Writes intensities, e.g. probabilities, as float32.
     *
     * @param values (z, y, x), shaped as the image
     * @param like the image it belongs to, read by this reader
     * @param file where to
     */
    void writeIntensities(FloatVoxels values, CaseImages like, Path file);

    /**
     * What nnU-Net calls this reader in plans.json.
     *
     * @return e.g. {@code SimpleITKIO}
     */
    String nnunetName();
}
