package org.sagittal.cli.command;

import java.nio.file.Path;
import org.sagittal.cli.console.Console;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.StoredCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sagittal store list}: which cases a store holds. */
@Command(
        name = "list",
        description = {
            "Lists the cases of a store",
            "One line a case, separated by tabs: id, channels, shape (z, y, x), spacing in mm (z, y, x)."
        },
        footer = {"  sagittal store list store"})
public final class StoreListCommand extends Subcommand {
    @Parameters(paramLabel = "STORE", description = "folder of a store")
    private Path store;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public StoreListCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        CaseStore cases = CaseStore.open(store);
        for (String id : cases.ids()) {
            StoredCase stored = cases.read(id);
            var spacing = stored.restoration().networkSpacing();
            console.resultf(
                    "%s\t%d\t%s\t(%.4g, %.4g, %.4g)",
                    id, stored.channels(), stored.shape(), spacing.zMm(), spacing.yMm(), spacing.xMm());
        }
        return 0;
    }
}
