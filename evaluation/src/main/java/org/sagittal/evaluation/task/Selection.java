package org.sagittal.evaluation.task;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.overlap.JointHistogram;

/**
 * What is scored besides single labels, and what is not.
 *
 * @param regions labels scored together as one mask
 * @param ignoreLabel voxels with this value in the reference count nowhere
 */
public record Selection(List<LabelGroup> regions, OptionalInt ignoreLabel) {
    /** Single labels and all voxels. */
    public static final Selection PLAIN = new Selection(List.of(), OptionalInt.empty());

    /** Takes a copy. */
    public Selection {
        regions = List.copyOf(regions);
    }

    /**
     * The masks to be scored.
     *
     * @param labels single labels; none for all above 0 in either file, unless there are regions
     * @return the masks; none if nothing was asked for and nothing is there
     */
    List<LabelGroup> groups(List<Integer> labels, LabelFile reference, LabelFile prediction) {
        List<Integer> single = labels.isEmpty() && regions.isEmpty() ? present(reference, prediction) : labels;
        List<LabelGroup> groups = new ArrayList<>();
        single.stream().distinct().forEach(label -> groups.add(LabelGroup.label("label " + label, label)));
        groups.addAll(regions);
        return groups;
    }

    private List<Integer> present(LabelFile reference, LabelFile prediction) {
        return JointHistogram.of(
                        reference.labels().voxels(), prediction.labels().voxels(), ignoreLabel)
                .labels()
                .stream()
                .filter(label -> label > 0 && (ignoreLabel.isEmpty() || label != ignoreLabel.getAsInt()))
                .toList();
    }

    ScoringScheme scheme(List<LabelGroup> groups) {
        return new ScoringScheme(groups, ignoreLabel);
    }
}
