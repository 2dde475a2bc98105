package org.sagittal.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.planner.selection.LearnedPostprocessing;
import org.sagittal.planner.selection.PostprocessingJob;
import org.sagittal.planner.selection.PredictionFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal postprocess learn}: which steps help predictions whose truth is known. */
@Command(
        name = "learn",
        description = {
            "Learns which components to remove, on predictions whose truth is known",
            "Tries to keep only the largest component of the whole foreground (taken if the mean Dice rises and no class gets "
                    + "worse), then of each class or region (taken if its own Dice rises). Writes postprocessing.json into PRED, "
                    + "with scores before and after, and postprocessing.pkl for nnU-Net; the results go to PRED/postprocessed."
        },
        footer = {"  sagittal postprocess learn held-out truth"})
public final class PostprocessLearnCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "PRED",
            arity = "0..1",
            description = "folder of predictions of held-out cases")
    private Path predictions;

    @Parameters(index = "1", paramLabel = "REF", arity = "0..1", description = "folder of true label maps, same names")
    private Path reference;

    @Option(names = "-i", paramLabel = "PRED", description = "the same, as nnU-Net spells it")
    private Path nnunetPredictions;

    @Option(
            names = {"--reference", "-ref"},
            paramLabel = "REF",
            description = "the same, as nnU-Net spells it")
    private Path nnunetReference;

    @Option(
            names = {"--dataset-json", "-dataset_json"},
            paramLabel = "FILE",
            description = "says which labels there are (default: PRED/dataset.json)")
    private Path datasetJson;

    @Option(
            names = {"--remove-postprocessed", "--remove_postprocessed"},
            description = "do not leave the postprocessed label maps in PRED/postprocessed")
    private boolean remove;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PostprocessLearnCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        Path folder = predictions != null ? predictions : nnunetPredictions;
        Path truth = reference != null ? reference : nnunetReference;
        if (folder == null || truth == null) {
            throw misuse("Missing the folders: PRED and REF");
        }
        if (!Files.isDirectory(truth)) {
            throw new CommandFailure(truth + ": there is no such folder of true label maps");
        }
        PredictionFolder opened = PredictionFolder.open(folder, Optional.ofNullable(datasetJson));
        LearnedPostprocessing learned =
                new PostprocessingJob(opened, threads(), new ConsoleJob(console)).learn(truth, !remove);
        SelectionTables.postprocessing(learned).forEach(console::result);
        Path file = folder.resolve("postprocessing.json");
        console.message("wrote " + file);
        if (!learned.postprocessing().steps().isEmpty()) {
            console.message(
                    "next: sagittal postprocess apply -i INPUT_FOLDER -o OUTPUT_FOLDER --postprocessing " + file);
        }
        return 0;
    }
}
