package org.sagittal.planner.pipeline;

import java.util.List;

/**
 * Who is trained on and who is judged in one fold.
 *
 * @param fold "0", "1", ... or "all"
 * @param training case ids
 * @param validation case ids
 */
public record FoldCases(String fold, List<String> training, List<String> validation) {
    /** Copies the lists and refuses a fold without cases. */
    public FoldCases {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("fold " + fold + " must have cases to train on and to validate on, got "
                    + training.size() + " and " + validation.size() + "; use fold 'all' for a dataset of few cases");
        }
    }
}
