package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sagittal.cli.console.CaseBar;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.cli.input.NonFiniteWord;
import org.sagittal.cli.input.PositiveWord;
import org.sagittal.cli.input.SpacingWord;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.planner.PlanExplanation;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.Planner;
import org.sagittal.planner.budget.TimeBudget;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.fingerprint.FingerprintExtractor;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.forecast.Throughput;
import org.sagittal.planner.forecast.TrainingStepProbe;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal plan}: how to train on a dataset, decided by nnU-Net's rules. */
@Command(
        name = "plan",
        description = {
            "Decides how to train on a dataset, as nnU-Net's planners do",
            "From a raw dataset, or from a fingerprint and a dataset.json alone; then no images are needed."
        },
        footer = {
            "  sagittal plan Dataset004_Hippocampus -o plans.json --explain",
            "  sagittal plan --fingerprint dataset_fingerprint.json --dataset-json dataset.json -o plans.json",
            "  sagittal plan Dataset004_Hippocampus -o plans.json --budget-hours 8"
        })
public final class PlanCommand extends Subcommand {
    /** Configurations that planning makes anew, or leaves out on purpose. */
    private static final List<String> PLANNED = List.of("2d", "3d_lowres", "3d_fullres", "3d_cascade_fullres");

    @Parameters(
            arity = "0..1",
            paramLabel = "RAW",
            description = "folder of a raw dataset, or its name or number in nnUNet_raw; its fingerprint is made first")
    private String raw;

    @Option(names = "--fingerprint", paramLabel = "FILE", description = "dataset_fingerprint.json")
    private Path fingerprint;

    @Option(names = "--dataset-json", paramLabel = "FILE", description = "dataset.json; its folder names the dataset")
    private Path datasetJson;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "file to write, e.g. plans.json (needed unless --explain); configurations of your own in it are kept")
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
            converter = PositiveWord.class,
            paramLabel = "G",
            description = "memory to plan for; a planner's own is 8, 24 (L) or 40 (XL)")
    private Double memoryGb;

    @Option(
            names = "--spacing",
            paramLabel = "Z,Y,X",
            converter = SpacingWord.class,
            description = "target spacing in mm instead of the rule's, in the images' axis order")
    private Spacing spacing;

    @Option(
            names = "--plans-name",
            paramLabel = "N",
            description = "what the plans are called (default: as the planner calls them, e.g. nnUNetPlans)")
    private String plansName;

    @Option(names = "--suppress-transpose", description = "keep the images' axis order")
    private boolean suppressTranspose;

    @Option(
            names = "--explain",
            description = "say why: each decision with its numbers and alternatives, and what training will take here")
    private boolean explain;

    @Option(names = "--decisions", paramLabel = "FILE", description = "file to write the same to, as JSON")
    private Path decisions;

    @Option(
            names = "--budget-hours",
            converter = PositiveWord.class,
            paramLabel = "H",
            description = "plan so that one fold trains here within H hours, and say what is given up for it")
    private Double budgetHours;

    @Option(
            names = "--gflops",
            converter = PositiveWord.class,
            paramLabel = "N",
            description =
                    "speed to reckon with, in GFLOP/s of training, instead of measuring this machine (some seconds)")
    private Double gigaflops;

    @Mixin
    private NonFiniteWord nonFinite;

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
        boolean fromFiles = fingerprint != null && datasetJson != null;
        if (raw != null && (fingerprint != null || datasetJson != null)) {
            throw misuse("give either RAW or --fingerprint and --dataset-json, not both");
        }
        if (raw == null && !fromFiles) {
            throw misuse("Missing what to plan from: RAW, or --fingerprint and --dataset-json");
        }
        if (output == null && !explain) {
            throw misuse("Missing where to write the plans: -o FILE");
        }
        PlannerProfile profile = understood(() -> PlannerProfile.named(planner));
        Source source = fromFiles ? files(profile) : images(console, profile);
        Optional<Throughput> speed =
                explain || decisions != null || budgetHours != null ? Optional.of(speed(console)) : Optional.empty();
        PlannedExperiment planned = plan(source, speed);
        planned.warnings().forEach(warning -> console.message("warning: " + warning));
        if (output != null) {
            Plans plans = merged(planned.plans());
            plans.write(output);
            console.message("wrote " + output + ": " + String.join(", ", plans.configurationNames()));
        }
        speed.ifPresent(measured -> account(console, planned, source, measured));
        return 0;
    }

    /** What a plan is made from. */
    private record Source(DatasetFingerprint fingerprint, DatasetDescription dataset, PlanOptions options) {}

    private Source files(PlannerProfile profile) {
        DatasetDescription dataset = DatasetDescription.read(datasetJson);
        Path folder = datasetJson.toAbsolutePath().normalize().getParent();
        return new Source(
                DatasetFingerprint.read(fingerprint),
                dataset,
                options(folder.getFileName().toString(), profile));
    }

    private Source images(Console console, PlannerProfile profile) {
        RawDataset dataset = NnunetFolders.fromEnvironment().raw(raw);
        ImageReader reader = nonFinite.readerOf(dataset);
        try (CaseBar bar =
                new CaseBar(console, "fingerprint", dataset.trainingCases().size())) {
            DatasetFingerprint found = new FingerprintExtractor(reader, threads(), bar).extract(dataset);
            return new Source(
                    found,
                    dataset.description(),
                    options(dataset.name(), profile).withImageReader(reader.nnunetName()));
        }
    }

    private PlannedExperiment plan(Source source, Optional<Throughput> speed) {
        return budgetHours == null
                ? Planner.plan(source.fingerprint(), source.dataset(), source.options())
                : Planner.planWithin(
                        source.fingerprint(),
                        source.dataset(),
                        source.options(),
                        new TimeBudget(budgetHours, speed.orElseThrow()));
    }

    private Throughput speed(Console console) {
        if (gigaflops != null) {
            return Throughput.assumed(gigaflops * 1e9, "as stated with --gflops");
        }
        console.message("measuring this machine: training steps of two small networks");
        try (Runtime runtime = Runtime.open(threads())) {
            return Throughput.measure(new TrainingStepProbe(runtime));
        }
    }

    private void account(Console console, PlannedExperiment planned, Source source, Throughput speed) {
        List<Forecast> forecasts = Forecast.of(planned.plans(), source.fingerprint(), source.dataset(), speed);
        if (explain) {
            console.out().print(PlanExplanation.text(planned, forecasts, speed));
            console.out().flush();
        }
        if (decisions != null) {
            byte[] json =
                    (PlanExplanation.json(planned, forecasts).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(decisions, out -> out.write(json));
        }
    }

    private PlanOptions options(String datasetName, PlannerProfile profile) {
        PlanOptions options = PlanOptions.of(datasetName, profile);
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
