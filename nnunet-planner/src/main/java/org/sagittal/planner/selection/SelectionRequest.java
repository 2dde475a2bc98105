package org.sagittal.planner.selection;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to choose from.
 *
 * @param results where the configurations were found
 * @param configurations what may be chosen, in the order that decides ties; at least one
 * @param folds whose held-out cases are scored; every configuration has them
 * @param reference folder of true label maps
 * @param ensembles whether pairs are tried too
 * @param output takes all files; empty for nnU-Net's places beside the results
 * @param keepFinished whether label maps of ensembles that an earlier run left are kept
 * @param threads cases worked on at a time, at least 1
 */
public record SelectionRequest(
        Path results,
        List<TrainedConfiguration> configurations,
        List<Integer> folds,
        Path reference,
        boolean ensembles,
        Optional<Path> output,
        boolean keepFinished,
        int threads) {
    /** Copies the lists. */
    public SelectionRequest {
        configurations = List.copyOf(configurations);
        folds = List.copyOf(folds);
        if (configurations.isEmpty() || folds.isEmpty()) {
            throw new IllegalArgumentException("configurations and folds must be at least one each, got "
                    + configurations.size() + " and " + folds.size());
        }
    }

    /** Where merged folds of a configuration go. */
    Path mergedFolder(TrainedConfiguration one) {
        Path parent = output.map(out -> out.resolve(one.identifier())).orElse(one.folder());
        return parent.resolve("crossval_results_folds_" + foldsText("_"));
    }

    /** Where the files of an ensemble go. */
    Path ensembleFolder(String identifier) {
        return root().resolve("ensembles").resolve(identifier);
    }

    /**
     * Where the choice is written, and ensembles are.
     *
     * @return the folder of all files, or that of the results
     */
    public Path root() {
        return output.orElse(results);
    }

    /** The folds as a text. */
    String foldsText(String separator) {
        return String.join(separator, folds.stream().map(String::valueOf).toList());
    }
}
