package org.sagittal.models.bundle;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

/**
 * One trained configuration.
 *
 * @param name what to call it: the configuration's name where no other member has it, else {@code <Trainer>__<Plans>__<Configuration>}
 * @param configuration e.g. {@code 3d_fullres}
 * @param trainer class that trained it, e.g. {@code nnUNetTrainer}; empty where nothing says it
 * @param plans name of the plans, e.g. {@code nnUNetPlans}
 * @param checkpoint which checkpoint the weights are: {@code final} or {@code best}
 * @param recipe how it looks at an image
 * @param folds the trained folds: numbers ascending, then {@code all}; at least one
 */
public record MemberDescription(
        String name,
        String configuration,
        String trainer,
        String plans,
        String checkpoint,
        Recipe recipe,
        List<String> folds) {
    /** Numbers first, by size; then {@code all}. */
    public static final Comparator<String> FOLD_ORDER = Comparator.comparing((String fold) -> fold.equals("all"))
            .thenComparing(String::length)
            .thenComparing(Comparator.naturalOrder());

    /** Sorts the folds and refuses names that can be no part of a file's name. */
    public MemberDescription {
        folds = folds.stream().sorted(FOLD_ORDER).toList();
        if (!name.matches("[^/\\\\:\\p{Cntrl}]{1,200}") || name.startsWith(".")) {
            throw new IllegalArgumentException("a member's name must be 1 to 200 characters without '/', '\\' and ':'"
                    + " that do not begin with a dot, got '" + name.replaceAll("\\p{Cntrl}", "?") + "'");
        }
        if (folds.isEmpty() || new HashSet<>(folds).size() < folds.size()) {
            throw new IllegalArgumentException(
                    "the folds of " + name + " must be at least one, each named once, got " + folds);
        }
        for (String fold : folds) {
            if (!fold.matches("[0-9]{1,6}|all")) {
                throw new IllegalArgumentException("a fold must be a number or 'all', got '" + fold + "'");
            }
        }
    }

    /**
     * In a cascade, the configuration whose labels this one takes.
     *
     * @return e.g. {@code 3d_lowres}
     */
    public Optional<String> previousStage() {
        return recipe.previousStage();
    }

    /**
     * The folds to use.
     *
     * @param wanted folds by name; none for all numbered ones, or {@code all} where there is no other
     * @return folds of this member
     * @throws IllegalArgumentException if a wanted one is not there, naming those that are
     */
    public List<String> chosenFolds(List<String> wanted) {
        if (wanted.isEmpty()) {
            List<String> numbered = folds.stream().filter(f -> !f.equals("all")).toList();
            return numbered.isEmpty() ? folds : numbered;
        }
        for (String fold : wanted) {
            if (!folds.contains(fold)) {
                throw new IllegalArgumentException(
                        name + " has no fold " + fold + " with a checkpoint_" + checkpoint + "; there are " + folds);
            }
        }
        return List.copyOf(wanted);
    }

    /**
     * Whether a word means this member.
     *
     * @param word a member's name or a configuration's
     * @return true if it is one of this member's
     */
    public boolean isCalled(String word) {
        return name.equals(word) || configuration.equals(word);
    }

    /**
     * The same configuration with other folds.
     *
     * @param others at least one
     * @return a new value
     */
    public MemberDescription withFolds(List<String> others) {
        return new MemberDescription(name, configuration, trainer, plans, checkpoint, recipe, others);
    }

    /**
     * The weights of this member's network among those a file holds, in the network's order.
     *
     * @param stored canonical name -> tensor
     * @return one tensor for each parameter of the network
     * @throws IllegalArgumentException if one is missing or has another shape, or there is one that the network has no place for
     */
    public NamedTensors fitted(NamedTensors stored) {
        List<Parameter> parameters = UNet.of(recipe.network()).parameters();
        NamedTensors fitting = Parameter.select(parameters, stored);
        for (String found : stored.names()) {
            if (!fitting.contains(found)) {
                throw new IllegalArgumentException("weight '" + found
                        + "' has no place in the network; the model belongs to another network" + " architecture");
            }
        }
        return fitting;
    }
}
