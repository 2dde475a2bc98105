package org.sagittal.models.bundle;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * What one or several trained configurations of one dataset are; everything but their weights.
 *
 * @param name what to call them
 * @param licence under which they may be used; empty where nothing says it
 * @param card Markdown that tells a person what they are; empty where nobody wrote one
 * @param provenance where they come from
 * @param dataset channels, labels and file ending
 * @param members the configurations, at least one
 * @param ensemble members whose probabilities are averaged unless someone chooses; empty: not said
 * @param postprocessing what to do with the labels afterwards, learned on validation cases
 */
public record BundleDescription(
        String name,
        String licence,
        String card,
        Provenance provenance,
        DatasetDescription dataset,
        List<MemberDescription> members,
        List<String> ensemble,
        Optional<Postprocessing> postprocessing) {

    /** Copies the lists and refuses members that do not fit the dataset. */
    public BundleDescription {
        members = List.copyOf(members);
        ensemble = List.copyOf(ensemble);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model's name must not be empty");
        }
        List<String> names = members.stream().map(MemberDescription::name).toList();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("members must be at least one, each named once, got " + names);
        }
        if (!names.containsAll(ensemble) || new HashSet<>(ensemble).size() < ensemble.size()) {
            throw new IllegalArgumentException(
                    "ensemble must name members of " + names + ", each once, got " + ensemble);
        }
        for (MemberDescription member : members) {
            Recipe recipe = member.recipe();
            SegmentationModel.requireFit(
                    recipe.preprocessing(),
                    recipe.network(),
                    dataset.labels(),
                    recipe.patchSize(),
                    recipe.previousStage());
        }
    }

    /**
     * One of the members.
     *
     * @param wanted its name
     * @return the member
     * @throws IllegalArgumentException if there is none of that name, naming those there are
     */
    public MemberDescription member(String wanted) {
        return members.stream()
                .filter(m -> m.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " has no configuration " + wanted + "; there are " + memberNames()));
    }

    /**
     * The member where there is only one.
     *
     * @return the member
     * @throws IllegalArgumentException if there are several, naming them
     */
    public MemberDescription onlyMember() {
        if (members.size() > 1) {
            throw new IllegalArgumentException(
                    name + " has several configurations, " + memberNames() + "; give the folder of one of them");
        }
        return members.get(0);
    }

    /**
     * The members' names.
     *
     * @return in order
     */
    public List<String> memberNames() {
        return members.stream().map(MemberDescription::name).toList();
    }

    /**
     * What the networks' channels stand for.
     *
     * @return the dataset's labels
     */
    public LabelScheme labels() {
        return dataset.labels();
    }

    /**
     * The same models under another name.
     *
     * @param other the name
     * @return a new value
     */
    public BundleDescription named(String other) {
        return new BundleDescription(other, licence, card, provenance, dataset, members, ensemble, postprocessing);
    }

    /**
     * The same models under a licence.
     *
     * @param text of the licence, or its name
     * @return a new value
     */
    public BundleDescription licensed(String text) {
        return new BundleDescription(name, text, card, provenance, dataset, members, ensemble, postprocessing);
    }

    /**
     * The same models with a card.
     *
     * @param markdown what a person should know of them; empty for none
     * @return a new value
     */
    public BundleDescription withCard(String markdown) {
        return new BundleDescription(name, licence, markdown, provenance, dataset, members, ensemble, postprocessing);
    }

    /**
     * The same models with another provenance.
     *
     * @param other where they come from
     * @return a new value
     */
    public BundleDescription from(Provenance other) {
        return new BundleDescription(name, licence, card, other, dataset, members, ensemble, postprocessing);
    }

    /**
     * Some of the models. What was decided for an ensemble is kept only if all of it is.
     *
     * @param configurations names of members or of their configurations; none for all
     * @param folds folds of each; none for all
     * @return a new value
     * @throws IllegalArgumentException if one is not there, naming those that are
     */
    public BundleDescription only(List<String> configurations, List<String> folds) {
        for (String wanted : configurations) {
            if (members.stream().noneMatch(m -> m.isCalled(wanted))) {
                member(wanted);
            }
        }
        List<MemberDescription> kept = members.stream()
                .filter(m -> configurations.isEmpty() || configurations.stream().anyMatch(m::isCalled))
                .map(m -> folds.isEmpty() ? m : m.withFolds(m.chosenFolds(folds)))
                .toList();
        boolean whole = kept.stream().map(MemberDescription::name).toList().containsAll(ensemble)
                && (!ensemble.isEmpty() || kept.size() == members.size());
        return new BundleDescription(
                name,
                licence,
                card,
                provenance,
                dataset,
                kept,
                whole ? ensemble : List.of(),
                whole ? postprocessing : Optional.empty());
    }
}
