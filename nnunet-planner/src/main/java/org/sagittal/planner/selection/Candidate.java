package org.sagittal.planner.selection;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sagittal.evaluation.summary.NnunetSummary;

/**
 * What may be chosen: a configuration, or several whose probabilities are averaged.
 *
 * @param identifier nnU-Net's name for it
 * @param members one configuration, or those of the ensemble
 * @param folder its label maps of all held-out cases, with {@code summary.json}
 * @param summary its scores
 */
public record Candidate(String identifier, List<TrainedConfiguration> members, Path folder, NnunetSummary summary) {
    /** Copies the list. */
    public Candidate {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException(
                    "members of candidate " + identifier + " must be at least one, got none");
        }
    }

    /**
     * Whether several models' answers are averaged.
     *
     * @return false for a single configuration
     */
    public boolean ensemble() {
        return members.size() > 1;
    }

    /**
     * The name for people.
     *
     * @return e.g. {@code 2d + 3d_fullres}; whole identifiers where configurations alone do not tell members apart
     */
    public String label() {
        List<String> names =
                members.stream().map(TrainedConfiguration::configuration).toList();
        boolean clear = names.stream().distinct().count() == names.size();
        return clear
                ? String.join(" + ", names)
                : members.stream().map(TrainedConfiguration::identifier).collect(Collectors.joining(" + "));
    }
}
