package org.sagittal.evaluation.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of a case: scores, or the reason why there are none. */
public sealed interface CaseResult {
    /**
     * Which case.
     *
     * @return its name and files
     */
    CasePair files();

    /**
     * A case with scores.
     *
     * @param files its name and files
     * @param groups key of the class or region (as {@code LabelGroup.key()}) to scores, in the scheme's order
     */
    record ScoredCase(CasePair files, Map<String, GroupScores> groups) implements CaseResult {
        /** Takes a copy that keeps the order. */
        public ScoredCase {
            groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        }
    }

    /**
     * A case that could not be scored; the others went on.
     *
     * @param files its name and files
     * @param reason one sentence
     */
    record FailedCase(CasePair files, String reason) implements CaseResult {
        /** Refuses an empty reason. */
        public FailedCase {
            if (reason.isBlank()) {
                throw new IllegalArgumentException(
                        "reason of failed case " + files.id() + " must have text, got \"" + reason + "\"");
            }
        }
    }
}
