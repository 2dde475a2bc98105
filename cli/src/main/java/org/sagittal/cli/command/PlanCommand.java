package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.SpacingWord;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.Planner;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal plan}: how to train on a dataset, decided by nnU-Net's rules. */
@Command(
        name = "plan",
        description = {
            "Decides how to train on a dataset, as nnU-Net's planners do",
            "From a fingerprint and a dataset.json alone; no images are needed."
        })
public final class PlanCommand extends Subcommand {
    /** Configurations that planning makes anew, or leaves out on purpose. */
    private static final List<String> PLANNED = List.of("2d", "3d_lowres", "3d_fullres", "3d_cascade_fullres");

    @Option(names = "--fingerprint", paramLabel = "FILE", description = "dataset_fingerprint.json")
    private Path fingerprint;

    @Option(names = "--dataset-json", paramLabel = "FILE", description = "dataset.json; its folder names the dataset")
    private Path datasetJson;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "takes the plans; configurations of your own in an existing file are kept")
    private Path output;

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            defaultValue = "ExperimentPlanner",
            description = {
                "ExperimentPlanner (default), ResEncUNetPlanner, nnUNetPlannerResEncM, nnUNetPlannerResEncL or "
                        + "nnUNetPlannerResEncXL"
            })
    private String planner;

    @Option(
            names = "--memory-gb",
            paramLabel = "G",
            description = "memory to plan for; a planner's own is 8, 24 (L) or 40 (XL)")
    private Double memoryGb;

    @Option(
            names = "--spacing",
            paramLabel = "Z,Y,X",
            converter = SpacingWord.class,
            description = "target spacing in mm instead of the rule's, in the images' axis order")
    private Spacing spacing;

    @Option(names = "--plans-name", paramLabel = "N", description = "what the plans are called")
    private String plansName;

    @Option(names = "--suppress-transpose", description = "keep the images' axis order")
    private boolean suppressTranspose;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PlanCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        if (fingerprint == null || datasetJson == null) {
            throw misuse("Missing what to plan from: --fingerprint and --dataset-json");
        }
        DatasetDescription dataset = DatasetDescription.read(datasetJson);
        Path folder = datasetJson.toAbsolutePath().normalize().getParent();
        PlanOptions options = options(folder.getFileName().toString());
        PlannedExperiment planned = Planner.plan(DatasetFingerprint.read(fingerprint), dataset, options);
        Plans plans = merged(planned.plans());
        plans.write(output);
        planned.warnings().forEach(warning -> console.message("warning: " + warning));
        console.message("wrote " + output + ": " + String.join(", ", plans.configurationNames()));
        return 0;
    }

    private PlanOptions options(String datasetName) {
        PlanOptions options = PlanOptions.of(datasetName, PlannerProfile.named(planner));
        options = memoryGb == null ? options : options.withMemoryGb(memoryGb);
        options = plansName == null ? options : options.withPlansName(plansName);
        options = suppressTranspose ? options.withoutTranspose() : options;
        return spacing == null ? options : options.withTargetSpacing(spacing);
    }

    /** The plans, with what a person has added to an earlier file of the same dataset. */
    private Plans merged(Plans planned) {
        if (!Files.exists(output)) {
            return planned;
        }
        ObjectNode earlier = Plans.read(output).json();
        if (!earlier.path("dataset_name").asText().equals(planned.datasetName())) {
            return planned;
        }
        ((ObjectNode) earlier.get("configurations")).remove(PLANNED);
        return planned.keepingConfigurationsOf(Plans.parse(earlier, output.toString()));
    }
}
