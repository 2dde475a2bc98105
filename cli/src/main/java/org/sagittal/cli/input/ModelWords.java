package org.sagittal.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.planner.pipeline.ModelSources;
import org.sagittal.planner.prediction.ModelTeam;
import picocli.CommandLine.Option;

/** The options that say which trained models answer. */
public final class ModelWords {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "MODEL",
            description =
                    "a bundle, a run folder, a folder of runs, or an nnU-Net results folder or zip; several -m are averaged, "
                            + "or are the stages of a cascade")
    private List<Path> paths;

    @Option(
            names = {"-c", "--configuration"},
            split = ",",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "CONFIG",
            description =
                    "which configuration, e.g. 3d_fullres, where there are several; several are averaged, e.g. 2d,3d_fullres "
                            + "(default: what was found to be best)")
    private List<String> configurations = new ArrayList<>();

    @Option(
            names = {"-f", "--folds"},
            split = ",",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "FOLD",
            description = "folds to average, e.g. 0,1,2, or 0 1 2, or all (default: every numbered fold there is)")
    private List<String> folds = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "final|best",
            description = "which checkpoint (default: final, or best where there is no final one)")
    private CheckpointWord checkpoint;

    @Option(
            names = "--previous",
            paramLabel = "DIR",
            description = "label maps that a cascade's first stage predicted, where its model is not at hand")
    private Path previous;

    /**
     * Opens what {@code -m} names.
     *
     * @return sources to be closed, also where a later one fails
     * @throws IOException if there is no such model
     */
    public List<ModelSource> open() throws IOException {
        if (previous != null && !Files.isDirectory(previous)) {
            throw new FormatException(previous, "there is no such folder of label maps");
        }
        List<ModelSource> sources = new ArrayList<>();
        try {
            for (Path path : paths) {
                sources.add(checkpoint == null ? ModelSources.open(path) : checkpoint.open(path));
            }
            return sources;
        } catch (IOException | RuntimeException e) {
            sources.forEach(ModelSource::close);
            throw e;
        }
    }

    /**
     * Who answers.
     *
     * @param sources what {@link #open} gave
     * @return the team
     * @throws IllegalArgumentException if that is not clear
     */
    public ModelTeam team(List<ModelSource> sources) {
        return ModelTeam.choose(sources, configurations, previous != null);
    }

    /**
     * Which folds of each configuration.
     *
     * @return none for all there are
     */
    public List<String> folds() {
        return List.copyOf(folds);
    }

    /**
     * Where labels of a cascade's first stage lie.
     *
     * @return a folder
     */
    public Optional<Path> previous() {
        return Optional.ofNullable(previous);
    }

    /**
     * What to tell about checkpoints that nobody asked for.
     *
     * @param team who answers
     * @return a sentence, where a configuration has no final checkpoint
     */
    public Optional<String> remark(ModelTeam team) {
        List<String> others = team.parts().stream()
                .filter(part -> checkpoint == null
                        && !part.member()
                                .checkpoint()
                                .equals(CheckpointWord.FINAL.name().toLowerCase(Locale.ROOT)))
                .map(part -> part.name() + " has no final checkpoint; its "
                        + part.member().checkpoint() + " one is taken")
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", others));
    }
}
