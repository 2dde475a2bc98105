package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.planner.selection.PredictionFolder;
import org.sagittal.planner.selection.ProbabilityEnsemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal ensemble}: the mean of several models' probabilities as label maps. */
@Command(
        name = "ensemble",
        description = {
            "Averages the probabilities of several predictions of the same cases",
            "Takes folders that 'sagittal predict --probabilities', nnU-Net's predict --save_probabilities or a training's "
                    + "validation with --npz left: <case>.npz and beside it the label map, which says where the case lies in "
                    + "the world. A case that fails is named, the others go on, and the exit status is 1."
        },
        footer = {"  sagittal ensemble segmented-2d segmented-3d -o segmented"})
public final class EnsembleCommand extends Subcommand {
    @Parameters(arity = "0..*", paramLabel = "DIR", description = "two or more folders of predictions")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "-i", arity = "1..*", paramLabel = "DIR", description = "the same, as nnU-Net spells it")
    private List<Path> nnunetFolders = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "folder that takes the label maps")
    private Path output;

    @Option(
            names = {"--probabilities", "--save_npz"},
            description = "also write the averaged probabilities, <case>.npz")
    private boolean probabilities;

    @Option(
            names = "--dataset-json",
            paramLabel = "FILE",
            description = "says which labels there are (default: dataset.json of the first folder that has one)")
    private Path datasetJson;

    @Option(names = "--continue", description = "leave cases alone whose results are there already")
    private boolean goOn;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public EnsembleCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        List<Path> all = new ArrayList<>(folders);
        all.addAll(nnunetFolders);
        if (all.size() < 2) {
            throw misuse("an ensemble needs at least two folders, got " + all.size());
        }
        if (all.stream().anyMatch(folder -> same(folder, output))) {
            throw misuse("OUT must be another folder than those that are averaged, got " + output);
        }
        PredictionFolder results = PredictionFolder.like(all, Optional.ofNullable(datasetJson), output);
        SortedMap<String, List<Path>> cases = ProbabilityEnsemble.cases(all);
        SortedMap<String, String> failures;
        try (FolderLock alone = FolderLock.take(output)) {
            results.dataset().write(output.resolve("dataset.json"));
            failures = new ProbabilityEnsemble(results, probabilities, goOn, threads())
                    .run(cases, "average", new ConsoleJob(console));
        }
        failures.forEach((id, reason) -> console.error("sagittal ensemble: " + id + ": " + reason));
        console.message((cases.size() - failures.size()) + " label maps in " + output);
        return failures.isEmpty() ? 0 : 1;
    }

    static boolean same(Path a, Path b) {
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }
}
