package org.sagittal.cli.command;

import java.nio.file.Path;
import org.sagittal.cli.console.CaseBar;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.cli.input.NonFiniteWord;
import org.sagittal.planner.fingerprint.FingerprintExtractor;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal fingerprint}: what the planner needs to know of a dataset. */
@Command(
        name = "fingerprint",
        description = {
            "Measures a dataset: sizes, spacings, intensities",
            "The file is nnU-Net's dataset_fingerprint.json; 'sagittal plan' needs nothing else of the images."
        },
        footer = {"  sagittal fingerprint Dataset004_Hippocampus -o dataset_fingerprint.json"})
public final class FingerprintCommand extends Subcommand {
    @Parameters(paramLabel = "RAW", description = "folder of a raw dataset, or its name or number in nnUNet_raw")
    private String raw;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "file to write, e.g. dataset_fingerprint.json")
    private Path output;

    @Mixin
    private NonFiniteWord nonFinite;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public FingerprintCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        RawDataset dataset = NnunetFolders.fromEnvironment().raw(raw);
        ImageReader reader = nonFinite.readerOf(dataset);
        try (CaseBar bar =
                new CaseBar(console, "fingerprint", dataset.trainingCases().size())) {
            new FingerprintExtractor(reader, threads(), bar).extract(dataset).write(output);
        }
        console.message("wrote " + output);
        return 0;
    }
}
