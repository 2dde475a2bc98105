package org.sagittal.cli.input;

import org.sagittal.preprocessing.reader.FiniteReader;
import org.sagittal.preprocessing.reader.ImageReader;
import picocli.CommandLine.Option;

/** What becomes of voxels that are NaN or infinite. */
public final class NonFiniteWord {
    @Option(
            names = "--replace-nonfinite",
            paramLabel = "VALUE",
            description =
                    "put VALUE in the place of voxels that are NaN or infinite; without it such an image is refused, with "
                            + "their number and the place of the first")
    private Float value;

    /**
     * Obeys the word.
     *
     * @param reader of the images
     * @return the reader itself unless a value is given
     * @throws IllegalArgumentException if the value is not finite
     */
    public ImageReader over(ImageReader reader) {
        return value == null ? reader : FiniteReader.replacing(reader, value);
    }
}
