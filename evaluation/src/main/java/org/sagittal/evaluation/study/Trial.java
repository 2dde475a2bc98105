package org.sagittal.evaluation.study;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One training, scored on the cases that were held out of it.
 *
 * @param fold which cases were held out
 * @param source where the scores come from
 * @param scores case to class key to score, 0 to 1, the more the better; a class that is empty in reference and prediction has none
 */
public record Trial(int fold, String source, SortedMap<String, Map<String, Double>> scores) {
    /** Takes a copy and refuses trials without cases and scores beyond 0 to 1. */
    public Trial {
        scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("scores of a trial must hold at least one case, got none in " + source);
        }
        for (Map.Entry<String, Map<String, Double>> entry : scores.entrySet()) {
            for (double score : entry.getValue().values()) {
                if (!(score >= 0 && score <= 1)) {
                    throw new IllegalArgumentException("scores of a trial must lie in 0..1, got " + score + " for "
                            + entry.getKey() + " in " + source);
                }
            }
        }
    }
}
