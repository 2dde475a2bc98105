package org.sagittal.cli.input;

import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.planner.pipeline.SelfConfiguringPipeline;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.FiniteReader;
import org.sagittal.preprocessing.reader.ImageReader;
import picocli.CommandLine.Option;

/** What becomes of voxels that are NaN or infinite. */
public final class NonFiniteWord {
    @Option(
            names = "--replace-nonfinite",
            paramLabel = "VALUE",
            converter = FiniteWord.class,
            description =
                    "put VALUE in the place of voxels that are NaN or infinite; without it such an image is refused, with "
                            + "their number and the place of the first")
    private Float value;

    /**
     * Obeys the word.
     *
     * @param reader of the images
     * @return the reader itself unless a value is given
     */
    public ImageReader over(ImageReader reader) {
        return value == null ? reader : FiniteReader.replacing(reader, value);
    }

    /**
     * The reader of a dataset's images that obeys the word.
     *
     * @param dataset the dataset
     * @return its reader
     * @throws IllegalArgumentException if there are no training cases
     * @throws FormatException if {@code dataset.json} names an unknown reader or ending, or no reader understands the images
     */
    public ImageReader readerOf(RawDataset dataset) {
        try {
            return over(SelfConfiguringPipeline.reader(dataset));
        } catch (IllegalArgumentException e) {
            if (dataset.trainingCases().isEmpty()) {
                throw e;
            }
            throw new FormatException(dataset.folder().resolve("dataset.json"), e.getMessage(), e);
        }
    }
}
