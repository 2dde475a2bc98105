package org.sagittal.cli.command;

import java.util.List;
import org.sagittal.cli.console.Console;
import picocli.CommandLine.Command;

/** {@code sagittal store}: looks into a store of preprocessed cases; the work is done by its own subcommands. */
@Command(
        name = "store",
        synopsisSubcommandLabel = "list|export",
        description = {"Looks into a store of preprocessed cases", "A store is what 'sagittal preprocess' writes."},
        footer = {"  sagittal store list store", "  sagittal store export store --case hippocampus_001 -o arrays"})
public final class StoreCommand extends Subcommand {
    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public StoreCommand(Console console) {
        super(console);
    }

    @Override
    public List<Subcommand> children() {
        return List.of(new StoreListCommand(console()), new StoreExportCommand(console()));
    }

    @Override
    protected int work(Console console) {
        throw misuse("Missing what to do: list or export");
    }
}
