package org.sagittal.cli.command;

import java.nio.file.Path;
import org.sagittal.cli.console.Console;
import org.sagittal.preprocessing.store.CaseExport;
import org.sagittal.preprocessing.store.CaseStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal store export}: one preprocessed case as NumPy arrays and JSON. */
@Command(
        name = "export",
        description = {
            "Writes one preprocessed case as NumPy arrays and JSON",
            "data.npy is float32 (c, z, y, x), seg.npy is int16 (1, z, y, x) with -1 outside the nonzero region, and "
                    + "properties.json holds shapes, boxes, spacing and class locations under nnU-Net's names."
        },
        footer = {"  sagittal store export store --case hippocampus_001 -o arrays"})
public final class StoreExportCommand extends Subcommand {
    @Parameters(paramLabel = "STORE", description = "folder of a store")
    private Path store;

    @Option(names = "--case", required = true, paramLabel = "ID", description = "which case")
    private String id;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "folder for the three files")
    private Path output;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public StoreExportCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        CaseStore cases = CaseStore.open(store);
        if (!cases.ids().contains(id)) {
            throw new CommandFailure(
                    store + " holds no case '" + id + "'; 'sagittal store list " + store + "' says which it holds");
        }
        CaseExport.write(cases.read(id), output);
        return 0;
    }
}
