package org.sagittal.cli.command;

import java.nio.file.Path;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Progress;
import org.sagittal.preprocessing.dataset.MsdConversion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal convert}: other layouts of datasets into nnU-Net's. */
@Command(
        name = "convert",
        description = {
            "Makes a raw dataset of a Medical Segmentation Decathlon folder",
            "Splits images of several channels and writes dataset.json anew. Files that are there already are kept, so a "
                    + "conversion that was stopped goes on."
        })
public final class ConvertCommand extends Subcommand {
    @Parameters(paramLabel = "DIR", description = "folder of the Decathlon, e.g. Task04_Hippocampus")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "RAW",
            description = "the raw dataset to make, e.g. Dataset004_Hippocampus")
    private Path target;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public ConvertCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        MsdConversion.Converted made;
        try (Progress progress = console.progress("convert", 0)) {
            made = MsdConversion.run(source, target, threads(), progress::at);
        }
        console.result(
                made.trainingCases() + " training cases and " + made.testCases() + " test cases in " + made.folder());
        return 0;
    }
}
