package org.sagittal.planner.selection;

import java.nio.file.Path;
import java.util.List;

/**
 * What was chosen, and from what.
 *
 * @param candidates single configurations first, then ensembles
 * @param compared their scores
 * @param best the chosen one
 * @param postprocessing what was learned on it
 * @param information {@code inference_information.json}
 * @param instructions {@code inference_instructions.txt}
 */
public record Selection(
        List<Candidate> candidates,
        ComparedDice compared,
        Candidate best,
        LearnedPostprocessing postprocessing,
        Path information,
        Path instructions) {
    /** Copies the list. */
    public Selection {
        candidates = List.copyOf(candidates);
    }
}
