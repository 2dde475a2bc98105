package org.sagittal.planner.prediction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.inference.Ensemble;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * The trained configurations that answer a case together: those that are averaged, and before them the first stages of their cascades.
 *
 * <p>nnU-Net has a command for each of these steps (its predict once a configuration and stage, then its ensemble); the result is theirs.
 */
public final class ModelTeam {
    private final List<Part> parts;

    private ModelTeam(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * One configuration of a team.
     *
     * @param source where it lies
     * @param member what it is
     * @param name unique in the team
     * @param previous name of the part whose labels it takes
     * @param averaged whether it counts for the result
     */
    public record Part(
            ModelSource source, MemberDescription member, String name, Optional<String> previous, boolean averaged) {
        private Part counted() {
            return new Part(source, member, name, previous, true);
        }

        private boolean isCalled(String word) {
            return name.equals(word)
                    || member.name().equals(word)
                    || member.configuration().equals(word);
        }
    }

    /**
     * Chooses who answers.
     *
     * @param sources opened models; stay open
     * @param wanted names of configurations to average; none for what each source says is best, or its only one
     * @param previousGiven whether labels of a cascade's first stage come from elsewhere
     * @return the team
     * @throws IllegalArgumentException if it is not clear who, a name or a first stage is missing, or the models do not fit together
     */
    public static ModelTeam choose(List<ModelSource> sources, List<String> wanted, boolean previousGiven) {
        List<Part> all = all(sources);
        List<Part> chosen = wanted.isEmpty() ? usual(sources, all) : named(all, wanted);
        List<Part> team = new ArrayList<>();
        for (Part part : chosen) {
            if (part.member().previousStage().isPresent() && !previousGiven) {
                Part first = firstStage(part, all);
                if (team.stream().noneMatch(p -> p.name().equals(first.name()))) {
                    team.add(first);
                }
                add(team, new Part(part.source(), part.member(), part.name(), Optional.of(first.name()), true));
            } else {
                add(team, part.counted());
            }
        }
        requireFit(team);
        return new ModelTeam(team);
    }

    /** A first stage that is averaged as well is in the team once, in its first place. */
    private static void add(List<Part> team, Part part) {
        for (int i = 0; i < team.size(); i++) {
            if (team.get(i).name().equals(part.name())) {
                team.set(i, part);
                return;
            }
        }
        team.add(part);
    }

    private static List<Part> all(List<ModelSource> sources) {
        List<Part> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ModelSource source : sources) {
            for (MemberDescription member : source.description().members()) {
                String name = member.name();
                for (int more = 2; !names.add(name); more++) {
                    name = member.name() + "-" + more;
                }
                all.add(new Part(source, member, name, Optional.empty(), false));
            }
        }
        return all;
    }

    private static List<Part> named(List<Part> all, List<String> wanted) {
        List<Part> chosen = new ArrayList<>();
        for (String word : wanted) {
            List<Part> found = all.stream().filter(part -> part.isCalled(word)).toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "configuration must be one of " + names(all) + ", got '" + word + "'");
            }
            found.stream().filter(part -> !chosen.contains(part)).forEach(chosen::add);
        }
        return chosen;
    }

    private static List<Part> usual(List<ModelSource> sources, List<Part> all) {
        Set<String> feeding = new HashSet<>();
        all.forEach(part -> part.member().previousStage().ifPresent(feeding::add));
        List<Part> chosen = new ArrayList<>();
        for (ModelSource source : sources) {
            List<Part> own =
                    all.stream().filter(part -> part.source() == source).toList();
            List<String> best = source.description().ensemble();
            List<Part> candidates = own.stream()
                    .filter(part -> best.isEmpty()
                            ? !feeding.contains(part.member().configuration())
                            : best.contains(part.member().name()))
                    .toList();
            if (best.isEmpty() && candidates.size() > 1) {
                throw new IllegalArgumentException(source.origin().getFileName() + " holds several configurations, "
                        + names(own) + "; say which with -c (given several times, they are averaged)");
            }
            chosen.addAll(candidates);
        }
        return chosen;
    }

    private static Part firstStage(Part part, List<Part> all) {
        String stage = part.member().previousStage().orElseThrow();
        List<Part> found = all.stream()
                .filter(p -> p.member().configuration().equals(stage))
                .toList();
        // The stage of the same training goes before one of the same name in another source.
        Optional<Part> first = Stream.concat(
                        found.stream().filter(p -> sameTraining(p, part)),
                        found.size() == 1 ? found.stream() : Stream.of())
                .findFirst();
        return first.orElseThrow(() -> new IllegalArgumentException(part.name()
                + " is the second stage of a cascade: give the model of " + stage
                + " too, with another -m, or the label maps that it predicted for these cases, with --previous"));
    }

    private static boolean sameTraining(Part a, Part b) {
        return a.source() == b.source()
                && a.member().trainer().equals(b.member().trainer())
                && a.member().plans().equals(b.member().plans());
    }

    private static void requireFit(List<Part> team) {
        Part first = team.get(0);
        for (Part part : team) {
            String reader = part.member().recipe().imageReader();
            if (!reader.equals(first.member().recipe().imageReader())) {
                throw new IllegalArgumentException(first.name() + " reads images with "
                        + first.member().recipe().imageReader() + ", " + part.name() + " with " + reader
                        + "; only models that see images alike work together");
            }
        }
    }

    private static List<String> names(List<Part> parts) {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * The team.
     *
     * @return at least one part, each after the one whose labels it takes
     */
    public List<Part> parts() {
        return parts;
    }

    /**
     * What the models were trained on; its file ending is that of the images.
     *
     * @return the first source's dataset
     */
    public DatasetDescription dataset() {
        return parts.get(0).source().description().dataset();
    }

    /**
     * What reads the images.
     *
     * @return nnU-Net's name of the reader
     */
    public String imageReader() {
        return parts.get(0).member().recipe().imageReader();
    }

    /**
     * Whether labels of a previous stage must be given with each case.
     *
     * @return true for second stages whose first is no part of the team
     */
    public boolean takesPreviousLabels() {
        return parts.stream()
                .anyMatch(p ->
                        p.member().previousStage().isPresent() && p.previous().isEmpty());
    }

    /**
     * The postprocessing that was found best for just this team.
     *
     * @return empty if none is known, or it was found for other configurations
     */
    public Optional<Postprocessing> postprocessing() {
        List<Part> averaged = parts.stream().filter(Part::averaged).toList();
        ModelSource source = averaged.get(0).source();
        if (averaged.stream().anyMatch(p -> p.source() != source)) {
            return Optional.empty();
        }
        List<String> names = averaged.stream().map(p -> p.member().name()).toList();
        List<String> meant = source.description().ensemble().isEmpty()
                ? source.description().memberNames()
                : source.description().ensemble();
        return new HashSet<>(names).equals(new HashSet<>(meant))
                ? source.description().postprocessing()
                : Optional.empty();
    }

    /**
     * Loads all models into the engine.
     *
     * @param runtime the engine; must outlive the ensemble
     * @param options how to predict
     * @param folds which folds of each configuration; none for all there are
     * @return the ensemble, to be closed
     * @throws IllegalArgumentException if a configuration lacks a fold
     */
    public Ensemble load(Runtime runtime, InferenceOptions options, List<String> folds) {
        parts.forEach(part -> part.member().chosenFolds(folds));
        List<Ensemble.Stage> stages = new ArrayList<>();
        try {
            for (Part part : parts) {
                Segmenter segmenter = Segmenter.open(
                        runtime, part.source().model(part.member().name(), folds), options);
                stages.add(new Ensemble.Stage(part.name(), segmenter, part.previous(), part.averaged()));
            }
            return Ensemble.of(stages);
        } catch (RuntimeException | Error e) {
            stages.forEach(stage -> stage.segmenter().close());
            throw e;
        }
    }

    private boolean likeAnother(Part part) {
        return parts.stream()
                        .filter(p -> p.member().name().equals(part.member().name()))
                        .count()
                > 1;
    }

    /** Who is averaged, with the first stages they build on, and the file where a name alone does not tell two apart. */
    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        for (Part part : parts) {
            if (part.averaged()) {
                said.add(part.name()
                        + part.previous().map(first -> " after " + first).orElse("")
                        + (likeAnother(part) ? " (" + part.source().origin().getFileName() + ")" : ""));
            }
        }
        return (said.size() > 1 ? "the mean of " : "") + String.join(", ", said);
    }
}
