package org.sagittal.preprocessing.dicom;

import java.nio.file.Path;

/**
 * A DICOM file that has been read up to its pixels; {@link PixelFrames#open} reads those.
 *
 * @see DicomReader
 */
public final class DicomFile {
    private final Path path;
    private final DicomDataset meta;
    private final DicomDataset dataset;
    private final TransferSyntax transferSyntax;
    private final DicomParser.PixelPlace pixels;
    private final long deflatedFrom;

    DicomFile(
            DicomDataset meta,
            DicomDataset dataset,
            TransferSyntax transferSyntax,
            DicomParser.PixelPlace pixels,
            long deflatedFrom) {
        this.path = dataset.file();
        this.meta = meta;
        this.dataset = dataset;
        this.transferSyntax = transferSyntax;
        this.pixels = pixels;
        this.deflatedFrom = deflatedFrom;
    }

    /**
     * The file.
     *
     * @return as it was asked for
     */
    public Path path() {
        return path;
    }

    /**
     * File meta information, group 0002.
     *
     * @return empty for files without
     */
    public DicomDataset meta() {
        return meta;
    }

    /**
     * The data set before the pixels.
     *
     * @return its elements
     */
    public DicomDataset dataset() {
        return dataset;
    }

    /**
     * How the file is encoded: as it says, or as it is where it says something else.
     *
     * @return the transfer syntax
     */
    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    /**
     * Whether there are pixels.
     *
     * @return false for reports, plans, structures, directories
     */
    public boolean hasPixels() {
        return pixels != null;
    }

    DicomParser.PixelPlace pixels() {
        return pixels;
    }

    /** Where deflated bytes begin; -1 if there are none. */
    long deflatedFrom() {
        return deflatedFrom;
    }
}
