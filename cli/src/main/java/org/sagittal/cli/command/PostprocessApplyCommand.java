package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.planner.selection.PostprocessingJob;
import org.sagittal.planner.selection.PredictionFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal postprocess apply}: does to a folder what was learned. */
@Command(
        name = "apply",
        description = {
            "Removes from label maps what was learned to be removed",
            "Reads the postprocessing.json that 'postprocess learn', 'find-best' or nnU-Net left. A case that fails is named, "
                    + "the others go on, and the exit status is 1."
        },
        footer = {"  sagittal postprocess apply -i segmented -o cleaned --postprocessing postprocessing.json"})
public final class PostprocessApplyCommand extends Subcommand {
    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "DIR",
            description = "folder of label maps")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "folder for the results")
    private Path output;

    @Option(
            names = {"--postprocessing", "-pp"},
            required = true,
            paramLabel = "FILE",
            description = "postprocessing.json")
    private Path postprocessing;

    @Option(
            names = {"--dataset-json", "-dataset_json"},
            paramLabel = "FILE",
            description = "says how the files end (default: DIR/dataset.json)")
    private Path datasetJson;

    @Option(names = "--continue", description = "leave cases alone whose result is there already")
    private boolean goOn;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PostprocessApplyCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        Postprocessing steps = Postprocessing.read(postprocessing);
        if (EnsembleCommand.same(input, output)) {
            throw misuse("OUT must be another folder than DIR, got " + output);
        }
        PredictionFolder folder = PredictionFolder.open(input, Optional.ofNullable(datasetJson));
        SortedMap<String, String> failures;
        try (FolderLock alone = FolderLock.take(output)) {
            failures = new PostprocessingJob(folder, threads(), new ConsoleJob(console)).apply(steps, output, goOn);
            folder.dataset().write(output.resolve("dataset.json"));
        }
        failures.forEach((id, reason) -> console.error("sagittal postprocess apply: " + id + ": " + reason));
        console.message((folder.labels().size() - failures.size()) + " label maps in " + output + ", steps: "
                + steps.describe());
        return failures.isEmpty() ? 0 : 1;
    }
}
