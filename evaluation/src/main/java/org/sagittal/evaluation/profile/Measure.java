package org.sagittal.evaluation.profile;

import org.sagittal.evaluation.Score;

/**
 * A score by name: a function of two masks and the rules.
 *
 * @param name as it stands in JSON, e.g. {@code hd95}
 * @param definition the arithmetic; asked only where the policy of empty masks is silent
 */
record Measure(String name, Definition definition) {
    /** The arithmetic of a score. */
    interface Definition {
        Score of(MaskMeasurement masks, Rules rules);
    }

    /** The score under some rules. */
    Score of(MaskMeasurement masks, Rules rules) {
        for (EmptyCase empty : masks.emptyCases()) {
            var said = rules.empty().of(name, empty);
            if (said.isPresent()) {
                return said.get();
            }
        }
        return definition.of(masks, rules);
    }
}
