package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Progress;
import org.sagittal.cli.doctor.Version;
import org.sagittal.cli.input.CheckpointWord;
import org.sagittal.cli.input.ModelDescription;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.planner.pipeline.ModelSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal import}: a trained model becomes one file. */
@Command(
        name = "import",
        description = {
            "Puts a trained model into one file, a bundle",
            "Takes nnU-Net results folders and zips, and run folders. Nothing in a model is executed; one that asks for more than "
                    + "data is refused. The bundle holds recipes, labels, weights, checksums, where it comes from, and a card "
                    + "for people."
        },
        footer = {
            "  sagittal import Model.zip -o hippocampus.sagittal --licence CC-BY-4.0",
            "  sagittal import work/runs/3d_fullres -o hippocampus.sagittal --name Hippocampus"
        })
public final class ImportCommand extends Subcommand {
    @Parameters(
            paramLabel = "MODEL",
            description = "an nnU-Net results folder, one above it, or a zip; a run folder or a folder of runs")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE.sagittal",
            description = "the bundle to write")
    private Path output;

    @Option(names = "--name", paramLabel = "NAME", description = "what to call it (default: the dataset's name)")
    private String name;

    @Option(
            names = {"--licence", "--license"},
            paramLabel = "TEXT|FILE",
            description = "under which it may be used: a name such as 'CC BY 4.0', or a file with the text")
    private String licence;

    @Option(
            names = "--card",
            paramLabel = "FILE.md",
            description = "the model card (default: made from what the files say)")
    private Path card;

    @Option(
            names = "--checkpoint",
            paramLabel = "final|best",
            description = "which checkpoint (default: final, or best where there is no final one)")
    private CheckpointWord checkpoint;

    @Option(
            names = {"-f", "--folds"},
            split = ",",
            paramLabel = "FOLD",
            description = "folds to take, e.g. 0,1 or all (default: every one there is)")
    private List<String> folds = new ArrayList<>();

    @Option(
            names = {"-c", "--configuration"},
            split = ",",
            paramLabel = "CONFIG",
            description = "configurations to take (default: every one there is)")
    private List<String> configurations = new ArrayList<>();

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public ImportCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        if (Files.isDirectory(output) || Files.exists(output) && Files.isSameFile(output, model)) {
            throw misuse(output + " is " + (Files.isDirectory(output) ? "a folder" : "the model itself")
                    + "; name a new file, e.g. model.sagittal");
        }
        try (ModelSource source = checkpoint == null ? ModelSources.open(model) : checkpoint.open(model)) {
            // Bundles are large, and what a killed import left of one is of no use to anybody.
            WholeFile.removeAbandoned(output.toAbsolutePath().getParent());
            BundleDescription description = describe(source.description());
            List<String> warnings = new ArrayList<>();
            int all = description.members().stream()
                    .mapToInt(m -> m.folds().size())
                    .sum();
            try (Progress progress = bar(console, all)) {
                BundleFile.write(source.as(description), output, (member, fold, weights) -> {
                    weights.nonFinite().forEach(tensor -> warnings.add(warning(tensor, fold, member)));
                    if (progress != null) {
                        progress.advance(member + " fold " + fold);
                    }
                });
            }
            report(console, warnings);
        }
        return 0;
    }

    /** A model is often refused in the middle, and elsewhere than on a terminal the refusal is all that should be said. */
    private static Progress bar(Console console, int folds) {
        return console.terminal().interactive() ? console.progress("import", folds) : null;
    }

    private static String warning(String tensor, String fold, String member) {
        return "weight '" + tensor + "' of fold " + fold + " of " + member
                + " holds numbers that are nan or infinite; this network predicts nothing of use";
    }

    private BundleDescription describe(BundleDescription found) throws IOException {
        BundleDescription description = found.only(configurations, folds)
                .from(found.provenance().withVersion("sagittal", Version.text().replaceFirst("^sagittal ", "")));
        if (name != null) {
            description = description.named(name);
        }
        if (licence != null) {
            description = description.licensed(licence());
        }
        return card == null ? description : description.withCard(Files.readString(card, StandardCharsets.UTF_8));
    }

    private String licence() throws IOException {
        try {
            Path file = Path.of(licence);
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : licence;
        } catch (InvalidPathException e) {
            return licence; // a text that can be no file's name
        }
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? Math.max(1, Math.round(bytes / 1e3)) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void report(Console console, List<String> warnings) throws IOException {
        try (BundleFile bundle = BundleFile.open(output)) {
            BundleDescription description = bundle.description();
            console.resultf("%s: %s", output, description.name());
            for (MemberDescription member : description.members()) {
                console.resultf("  %-12s %s", member.name(), ModelDescription.line(member));
                if (checkpoint == null && !member.checkpoint().equals("final")) {
                    console.resultf(
                            "  %-12s %s has no final checkpoint; the %s one was taken",
                            "note", member.name(), member.checkpoint());
                }
            }
            console.resultf("  %-12s %s", "labels", ModelDescription.labels(description.labels()));
            if (!description.ensemble().isEmpty()) {
                console.resultf("  %-12s %s", "best", String.join(" + ", description.ensemble()));
            }
            description
                    .postprocessing()
                    .ifPresent(steps -> console.resultf(
                            "  %-12s %d steps", "postprocessing", steps.steps().size()));
            console.resultf("  %-12s %s", "size", size(Files.size(output)));
            warnings.forEach(warning -> {
                console.resultf("  %-12s %s", "warning", warning);
                console.error("sagittal import: warning: " + warning);
            });
        }
    }
}
