package org.sagittal.planner.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sagittal.geometry.io.file.FormatException;

/**
 * A partition of cases into those a network learns from and those it is judged on; in fold {@code all} every case is both.
 *
 * @param train ids of training cases
 * @param validation ids of held-out cases
 */
public record Fold(List<String> train, List<String> validation) {
    /** Copies the lists. */
    public Fold {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
    }

    /**
     * The fold {@code all}: train on everything, as nnU-Net does for a final model.
     *
     * @param ids all cases
     * @return every case in both lists, in ascending order
     */
    public static Fold all(Collection<String> ids) {
        List<String> sorted = CrossValidationSplit.sorted(ids);
        return new Fold(sorted, sorted);
    }

    /**
     * Refuses a fold that names cases the dataset does not have, e.g. from a file written for another one.
     *
     * @param ids all cases of the dataset
     * @param splitsJson where the fold comes from
     * @return this fold
     * @throws FormatException naming the file and up to three missing cases
     */
    public Fold requireWithin(Collection<String> ids, Path splitsJson) {
        Set<String> missing = new TreeSet<>(train);
        missing.addAll(validation);
        missing.removeAll(Set.copyOf(ids));
        if (!missing.isEmpty()) {
            List<String> shown = new ArrayList<>(missing).subList(0, Math.min(3, missing.size()));
            throw new FormatException(
                    splitsJson,
                    "the split names " + missing.size() + (missing.size() == 1 ? " case" : " cases")
                            + " the dataset does not have, such as " + shown + "; correct or delete this file");
        }
        return this;
    }
}
