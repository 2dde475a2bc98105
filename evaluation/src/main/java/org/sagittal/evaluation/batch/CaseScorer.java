package org.sagittal.evaluation.batch;

import java.util.Map;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.geometry.volume.LabelVolume;

/** What to score: a function of two label volumes, called from several threads at once. */
public interface CaseScorer {
    /**
     * Scores one case.
     *
     * @param reference (z, y, x) labels
     * @param prediction the same shape
     * @param scheme which masks
     * @return scores by {@code LabelGroup.key()}, in the scheme's order
     * @throws IllegalArgumentException if the volumes do not fit together
     */
    Map<String, GroupScores> score(LabelVolume reference, LabelVolume prediction, ScoringScheme scheme);

    /**
     * Name and version of the rules; a journal made with others is not resumed.
     *
     * @return e.g. {@code overlap@1}
     */
    String name();
}
