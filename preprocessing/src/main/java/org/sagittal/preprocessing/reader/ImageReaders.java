package org.sagittal.preprocessing.reader;

import java.nio.file.Path;

/** Finds the reader for a dataset. */
public final class ImageReaders {
    private ImageReaders() {}

    /**
     * The reader of a name.
     *
     * @param nnunetName nnU-Net's class name, e.g. {@code SimpleITKIO}
     * @return the reader
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ImageReader byName(String nnunetName) {
        throw new IllegalArgumentException("reader must be one of nnU-Net's, got '" + nnunetName + "'");
    }

    /**
     * The first reader, in nnU-Net's order, that takes the ending and can read the example.
     *
     * @param fileEnding with its dot
     * @param example an image of the dataset
     * @return the reader
     * @throws IllegalArgumentException if no reader takes the ending
     * @throws org.sagittal.geometry.io.FormatException if no reader that does can read the example
     */
    public static ImageReader detect(String fileEnding, Path example) {
        return byEnding(fileEnding, true);
    }

    /**
     * The reader nnU-Net would find, without looking at an image.
     *
     * @param fileEnding with its dot
     * @param allFlat whether every image of the dataset has z = 1; decides for {@code .tif}
     * @return the reader
     * @throws IllegalArgumentException if no reader takes the ending
     */
    public static ImageReader byEnding(String fileEnding, boolean allFlat) {
        throw new IllegalArgumentException("file_ending must be one that a reader takes, got '" + fileEnding + "'");
    }
}
