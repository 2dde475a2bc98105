package org.sagittal.evaluation.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two files of a case.
 *
 * @param id the case's name
 * @param reference the truth
 * @param prediction what is scored
 */
public record CasePair(String id, Path reference, Path prediction) {
    /** Refuses a case without a name. */
    public CasePair {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id of a case must have text, got \"" + id + "\"");
        }
    }

    /**
     * One pair for every prediction with the ending, in the order of the names, as nnU-Net takes them: the reference folder may hold
     * more, and a reference that is missing shows when the case is read. Hidden files are passed over.
     *
     * @param referenceFolder where {@code <case><ending>} lies
     * @param predictionFolder the same names
     * @param fileEnding e.g. {@code .nii.gz}
     * @return the pairs
     * @throws IllegalArgumentException if the prediction folder holds no such file
     * @throws UncheckedIOException if it cannot be listed
     */
    public static List<CasePair> inFolders(Path referenceFolder, Path predictionFolder, String fileEnding) {
        try (Stream<Path> files = Files.list(predictionFolder)) {
            List<CasePair> pairs = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(fileEnding) && name.length() > fileEnding.length())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(name -> new CasePair(
                            name.substring(0, name.length() - fileEnding.length()),
                            referenceFolder.resolve(name),
                            predictionFolder.resolve(name)))
                    .toList();
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("prediction folder must hold files that end in " + fileEnding
                        + ", found none in " + predictionFolder);
            }
            return pairs;
        } catch (IOException e) {
            throw new UncheckedIOException("prediction folder cannot be listed: " + predictionFolder, e);
        }
    }
}
