package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sagittal.cli.bench.CaseLinks;
import org.sagittal.cli.bench.Peers;
import org.sagittal.cli.bench.PrecisionBench;
import org.sagittal.cli.bench.PredictionTask;
import org.sagittal.cli.bench.Workbench;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.geometry.io.file.FileTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal bench precision}: what bf16 and --fast do to the labels. */
@Command(
        name = "precision",
        description = {
            "Compares Dice and labels of bf16 and --fast with float32's",
            "Predicts cases whose true labels are known in each way once, and by nnU-Net where it is installed. 'same labels' is "
                    + "the share of voxels with float32's label; --runs and --warm-ups do not matter here."
        },
        footer = {"  sagittal bench precision -m MODEL -i imagesTr --labels labelsTr"})
public final class BenchPrecisionCommand extends BenchSubcommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "DIR",
            description = "a trained model")
    private Path model;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "DIR",
            description = "a folder of its images")
    private Path input;

    @Option(names = "--labels", required = true, paramLabel = "DIR", description = "a folder of their true label maps")
    private Path labels;

    @Option(
            names = "--like",
            paramLabel = "DIR",
            description = "only cases with a label map in this folder, e.g. fold_0/validation of the model")
    private Path like;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "" + Integer.MAX_VALUE,
            description = "only the first N cases (default: all)")
    private int cases;

    @Option(names = "--no-mirroring", description = "for all")
    private boolean noMirroring;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public BenchPrecisionCommand(Console console) {
        super(console);
    }

    @Override
    protected void measure(Console console, Workbench bench) throws IOException, InterruptedException {
        Path images = bench.folder().resolve("images");
        Path references = bench.folder().resolve("references");
        List<String> chosen = CaseLinks.images(input, this::wanted, cases, images);
        CaseLinks.labels(labels, chosen, references);
        PredictionTask task = new PredictionTask(model, images, !noMirroring, List.of());
        List<PrecisionBench.Row> rows =
                new PrecisionBench(bench, Peers.fromEnvironment(), task, references, chosen, console::message).run();
        if (json()) {
            rows.forEach(row -> console.result(row.json().toString()));
            return;
        }
        console.resultf(
                "%-12s %10s %12s %12s %10s %10s", "", "mean Dice", "same labels", "worst case", "wall s", "cpu s");
        for (PrecisionBench.Row row : rows) {
            console.result(String.format(
                    Locale.ROOT,
                    "%-12s %10.5f %11.4f%% %11.4f%% %10.2f %10.2f",
                    row.name(),
                    row.dice(),
                    100 * row.agreement(),
                    100 * row.worst(),
                    row.cost().wallSeconds(),
                    row.cost().cpuSeconds()));
        }
        if (!Examination.hasBf16()) {
            console.message("This processor has no bf16 in hardware: its time says nothing about those that have");
        }
    }

    private boolean wanted(String id) {
        try {
            return CaseLinks.label(labels, id).isPresent()
                    && (like == null || CaseLinks.label(like, id).isPresent());
        } catch (IOException e) {
            throw new CommandFailure("the folders of labels cannot be read: " + FileTrouble.reason(e));
        }
    }
}
