package org.sagittal.models.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * @param skipFinished whether a case whose files are all there already is left as it is
 * @param outputs what is written
 */
public record BatchRequest(
        ImageReader reader,
        Path output,
        String fileEnding,
        Optional<Path> previousStage,
        boolean skipFinished,
        PredictionOutputs outputs) {

    /** Refuses endings without a dot. */
    public BatchRequest {
        if (!fileEnding.startsWith(".")) {
            throw new IllegalArgumentException("fileEnding must start with a dot, got '" + fileEnding + "'");
        }
    }

    /**
     * A request for label maps and perhaps probabilities.
     *
     * @param reader reads the images and writes the labels on their grid
     * @param output folder of {@code <case><ending>}
     * @param fileEnding ending of label files, with its dot
     * @param previousStage folder with the labels of the stage before
     * @param skipFinished whether a case whose files are there already is left as it is
     * @param probabilities whether probabilities are written as well
     */
    public BatchRequest(
            ImageReader reader,
            Path output,
            String fileEnding,
            Optional<Path> previousStage,
            boolean skipFinished,
            ProbabilityOutput probabilities) {
        this(reader, output, fileEnding, previousStage, skipFinished, PredictionOutputs.with(probabilities));
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
        return output.resolve(rawCase.id() + "_probability_" + channel + floatEnding());
    }

    /** Where a case's uncertainty goes. */
    Path uncertaintyFile(RawCase rawCase) {
        return output.resolve(rawCase.id() + "_uncertainty" + floatEnding());
    }

    /** Where the mask of one class goes. */
    Path maskFile(RawCase rawCase, ForegroundClass one) {
        return output.resolve(rawCase.id() + "_" + one.name().replaceAll("[^\\p{L}\\p{N}.-]+", "_") + fileEnding);
    }

    /** Where the labels of a cascade's first stage go. */
    Path stageFile(RawCase rawCase, String stage) {
        return output.resolve(stage.replaceAll("[^\\p{L}\\p{N}.-]+", "_")).resolve(rawCase.id() + fileEnding);
    }

    /** The labels of the stage before. */
    Optional<Path> previousLabels(RawCase rawCase) {
        return previousStage.map(folder -> folder.resolve(rawCase.id() + fileEnding));
    }

    /** Pictures that hold whole numbers only have a TIFF beside them. */
    private String floatEnding() {
        return List.of(".png", ".bmp").contains(fileEnding.toLowerCase(Locale.ROOT)) ? ".tif" : fileEnding;
    }

    /** Whether all files of a case are there. */
    boolean finished(RawCase rawCase, int heads, List<String> feeding) {
        List<Path> wanted = new ArrayList<>(List.of(labelFile(rawCase)));
        switch (outputs.probabilities()) {
            case NPZ -> wanted.add(npzFile(rawCase));
            case IMAGES -> {
                for (int head = 0; head < heads; head++) {
                    wanted.add(probabilityImage(rawCase, head));
                }
            }
            case NONE -> {
                // labels only
            }
        }
        if (outputs.uncertainty() != Uncertainty.NONE) {
            wanted.add(uncertaintyFile(rawCase));
        }
        outputs.labels().masks().forEach(one -> wanted.add(maskFile(rawCase, one)));
        if (outputs.keepStages()) {
            feeding.forEach(stage -> wanted.add(stageFile(rawCase, stage)));
        }
        return wanted.stream().allMatch(Files::exists);
    }
}
