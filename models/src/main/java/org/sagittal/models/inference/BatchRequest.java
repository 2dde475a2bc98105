package org.sagittal.models.inference;

import java.nio.file.Path;
import java.util.Optional;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;

/**
 * Where the predictions of a folder of cases go.
 *
 * @param reader reads the images and writes the labels on their grid
 * @param output folder of {@code <case><ending>}
 * @param fileEnding ending of label files, with its dot
 * @param previousStage folder with the labels of the stage before, {@code <case><ending>}; for the second stage of a cascade
 * @param skipFinished whether a case whose files are there already is left as it is
 * @param probabilities whether probabilities are written as well
 */
public record BatchRequest(
        ImageReader reader,
        Path output,
        String fileEnding,
        Optional<Path> previousStage,
        boolean skipFinished,
        ProbabilityOutput probabilities) {

    /** Refuses endings without a dot. */
    public BatchRequest {
        if (!fileEnding.startsWith(".")) {
            throw new IllegalArgumentException("fileEnding must start with a dot, got '" + fileEnding + "'");
        }
    }

    /** Where a case's labels go; the last file of a case to be written. */
    Path labelFile(RawCase rawCase) {
        return output.resolve(rawCase.id() + fileEnding);
    }

    /** Where a case's probabilities go in nnU-Net's form. */
    Path npzFile(RawCase rawCase) {
        return output.resolve(rawCase.id() + ".npz");
    }

    /** Where one channel of a case's probabilities goes as an image. */
    Path probabilityImage(RawCase rawCase, int channel) {
        return output.resolve(rawCase.id() + "_probability_" + channel + fileEnding);
    }

    /** The labels of the stage before. */
    Optional<Path> previousLabels(RawCase rawCase) {
        return previousStage.map(folder -> folder.resolve(rawCase.id() + fileEnding));
    }
}
