package org.sagittal.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.planner.selection.ModelSelection;
import org.sagittal.planner.selection.ResultsFolder;
import org.sagittal.planner.selection.Selection;
import org.sagittal.planner.selection.SelectionRequest;
import org.sagittal.planner.selection.TrainedConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal find-best}: which configuration or ensemble to use, and which postprocessing helps it. */
@Command(
        name = "find-best",
        description = {
            "Chooses the best configuration or ensemble, and its postprocessing",
            "Puts the validation predictions of all folds together, scores them, averages each pair of configurations that "
                    + "was trained with --npz, takes the highest mean Dice and learns on it whether to keep only the largest "
                    + "component. Writes nnU-Net's files: crossval_results_folds_*, ensembles/, inference_information.json "
                    + "and inference_instructions.txt, which holds the commands to type next.",
            "A class whose Dice is undefined for some candidate, since it occurs nowhere, counts for none of them."
        },
        footer = {"  sagittal find-best work", "  sagittal find-best nnUNet_results/Dataset004_Hippocampus -f 0,1,2,3,4"
        })
public final class FindBestCommand extends Subcommand {
    @Parameters(
            paramLabel = "RESULTS",
            description =
                    "nnU-Net's results of a dataset (or its name or number, with nnUNet_results), or the work folder of 'run'")
    private String results;

    @Option(
            names = {"--reference", "-ref"},
            paramLabel = "DIR",
            description =
                    "true label maps (default: labelsTr below nnUNet_raw, else what the validations were scored against)")
    private Path reference;

    @Option(
            names = {"-c", "--configuration"},
            split = ",",
            paramLabel = "CONFIG",
            description = "only these, e.g. -c 2d -c 3d_fullres (default: all that are trained)")
    private List<String> configurations = new ArrayList<>();

    @Option(
            names = {"-f", "--folds"},
            split = ",",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "FOLD",
            description = "folds to score, e.g. 0,1,2 or 0 1 2 (default: those that every configuration has)")
    private List<Integer> folds = new ArrayList<>();

    @Option(
            names = {"-p", "--plans"},
            split = ",",
            paramLabel = "NAME",
            description = "only configurations of these plans, e.g. nnUNetPlans")
    private List<String> plans = new ArrayList<>();

    @Option(
            names = {"-tr", "--trainer"},
            split = ",",
            paramLabel = "NAME",
            description = "only those of these trainers, e.g. nnUNetTrainer")
    private List<String> trainers = new ArrayList<>();

    @Option(
            names = {"--no-ensembles", "--disable_ensembling"},
            description = "single configurations only")
    private boolean noEnsembles;

    @Option(
            names = {"--continue", "--no_overwrite"},
            description = "keep averaged label maps that an earlier run left")
    private boolean goOn;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "folder for all files (default: RESULTS, in nnU-Net's places)")
    private Path output;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public FindBestCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        NnunetFolders nnunet = NnunetFolders.fromEnvironment();
        ResultsFolder found = ResultsFolder.open(nnunet.resultsFolder(results));
        List<TrainedConfiguration> chosen = found.named(configurations).stream()
                .filter(one -> trainers.isEmpty() || trainers.contains(one.trainer()))
                .filter(one -> plans.isEmpty() || plans.contains(one.plans().plansName()))
                .toList();
        if (chosen.isEmpty()) {
            throw new CommandFailure(found.folder() + " holds no configuration of plans " + plans + " and trainers "
                    + trainers + ", only "
                    + found.configurations().stream()
                            .map(TrainedConfiguration::identifier)
                            .toList());
        }
        List<Integer> scored = folds.isEmpty() ? found.sharedFolds(chosen) : folds;
        tellOfOtherFolds(console, chosen, scored);
        SelectionRequest request = new SelectionRequest(
                found.folder(),
                chosen,
                scored,
                reference(nnunet, chosen.get(0)),
                !noEnsembles,
                Optional.ofNullable(output),
                goOn,
                threads());
        Selection selection;
        try (FolderLock alone = FolderLock.take(request.root())) {
            selection = new ModelSelection(request, new ConsoleJob(console)).run();
        }
        SelectionTables.selection(selection).forEach(console::result);
        console.result("");
        SelectionTables.postprocessing(selection.postprocessing()).forEach(console::result);
        console.message("wrote " + selection.information());
        console.message("wrote " + selection.instructions());
        console.message("");
        SelectionTables.lines(selection.instructions()).forEach(console::message);
        return 0;
    }

    private static void tellOfOtherFolds(Console console, List<TrainedConfiguration> chosen, List<Integer> scored) {
        for (TrainedConfiguration one : chosen) {
            List<Integer> more = one.validations().keySet().stream()
                    .filter(fold -> !scored.contains(fold))
                    .toList();
            if (!more.isEmpty()) {
                console.message(one.identifier() + ": folds " + more + " are not scored, only " + scored);
            }
        }
    }

    private Path reference(NnunetFolders nnunet, TrainedConfiguration one) {
        if (reference != null) {
            if (!Files.isDirectory(reference)) {
                throw new CommandFailure(reference + ": there is no such folder of true label maps");
            }
            return reference;
        }
        return nnunet.trueLabels(one.plans().datasetName())
                .or(one::scoredAgainst)
                .orElseThrow(
                        () -> misuse("the true label maps of " + one.plans().datasetName()
                                + " are not found: name their folder with --reference, or set nnUNet_raw"));
    }
}
