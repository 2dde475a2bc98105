package org.sagittal.preprocessing.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of each case of a build. Cases in none of the three were left undone because the work was cancelled.
 *
 * @param built ids of cases that were made
 * @param kept ids of cases that were there already, made of the same inputs by the same recipe
 * @param failures ids of cases that could not be made, with the reason
 */
public record BuildReport(List<String> built, List<String> kept, SortedMap<String, String> failures) {
    /** Copies what is given. */
    public BuildReport {
        built = List.copyOf(built);
        kept = List.copyOf(kept);
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    static BuildReport of(List<String> built, List<String> kept, Map<String, String> failures) {
        return new BuildReport(
                built.stream().sorted().toList(), kept.stream().sorted().toList(), new TreeMap<>(failures));
    }
}
