package org.sagittal.evaluation.batch;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * One pair for every prediction, in the order of the names. Predictions are the files with the ending, as nnU-Net takes them; where
     * there is none, all volumes of other formats. A prediction belongs to the reference of the same name, which has the ending too or, where
     * that is not there, another one. The reference folder may hold more; a reference that is missing shows when the case is read. Hidden
     * files are passed over.
     *
     * @param referenceFolder where {@code <case><ending>} lies
     * @param predictionFolder the same names
     * @param fileEnding e.g. {@code .nii.gz}
     * @return the pairs
     * @throws IllegalArgumentException if the prediction folder holds no volume, or a case has two files in one folder
     * @throws UncheckedIOException if a folder cannot be listed
     */
    public static List<CasePair> inFolders(Path referenceFolder, Path predictionFolder, String fileEnding) {
        SortedMap<String, Path> predictions = CaseFiles.of(predictionFolder, fileEnding);
        if (predictions.isEmpty()) {
            predictions = CaseFiles.ofAnyFormat(predictionFolder);
        }
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("prediction folder must hold files that end in " + fileEnding
                    + " or are volumes of another format, found none in " + predictionFolder);
        }
        SortedMap<String, Path> references = CaseFiles.of(referenceFolder, fileEnding);
        boolean other = !references.keySet().containsAll(predictions.keySet());
        SortedMap<String, Path> others = other ? CaseFiles.ofAnyFormat(referenceFolder) : new TreeMap<>();
        List<CasePair> pairs = new ArrayList<>();
        predictions.forEach((id, prediction) -> {
            Path expected = referenceFolder.resolve(id + fileEnding);
            Path reference = references.getOrDefault(id, others.getOrDefault(id, expected));
            pairs.add(new CasePair(id, reference, prediction));
        });
        return List.copyOf(pairs);
    }
}
