package org.sagittal.models.export;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;

/**
 * Which parts of a model leave.
 *
 * @param members names of members or of configurations; none for all
 * @param folds names of folds; none for all there are
 */
public record ExportSelection(List<String> members, List<String> folds) {
    /** Everything there is. */
    public static final ExportSelection ALL = new ExportSelection(List.of(), List.of());

    /** Copies the lists. */
    public ExportSelection {
        members = List.copyOf(members);
        folds = List.copyOf(folds);
    }

    /**
     * The members that were asked for, and the previous stages that cascades among them need.
     *
     * @param model what there is
     * @return members in the model's order
     * @throws IllegalArgumentException if one is not there, naming those that are
     */
    public List<MemberDescription> of(BundleDescription model) {
        if (members.isEmpty()) {
            return model.members();
        }
        Set<MemberDescription> chosen = new LinkedHashSet<>();
        for (String wanted : members) {
            List<MemberDescription> fitting = model.members().stream()
                    .filter(m -> m.name().equals(wanted) || m.configuration().equals(wanted))
                    .toList();
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException(
                        model.name() + " has no configuration " + wanted + "; there are " + model.memberNames());
            }
            chosen.addAll(fitting);
        }
        for (MemberDescription member : new ArrayList<>(chosen)) {
            addPreviousStages(member, model, chosen);
        }
        return model.members().stream().filter(chosen::contains).toList();
    }

    private static void addPreviousStages(
            MemberDescription member, BundleDescription model, Set<MemberDescription> chosen) {
        member.previousStage().ifPresent(previous -> {
            for (MemberDescription other : model.members()) {
                if (other.configuration().equals(previous)
                        && other.plans().equals(member.plans())
                        && other.trainer().equals(member.trainer())
                        && chosen.add(other)) {
                    addPreviousStages(other, model, chosen);
                }
            }
        });
    }

    /**
     * The folds of a member that leave.
     *
     * @param member one of {@link #of}
     * @return its folds, in its order
     * @throws IllegalArgumentException if one is not there, naming those that are
     */
    public List<String> foldsOf(MemberDescription member) {
        return folds.isEmpty() ? member.folds() : member.chosenFolds(folds);
    }
}
