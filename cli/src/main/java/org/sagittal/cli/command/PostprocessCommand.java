package org.sagittal.cli.command;

import java.util.List;
import org.sagittal.cli.console.Console;
import picocli.CommandLine.Command;

/** {@code sagittal postprocess}: the work is done by its own subcommands. */
@Command(
        name = "postprocess",
        synopsisSubcommandLabel = "learn|apply",
        description = {
            "Keeps only the largest component where that helps",
            "'learn' finds out on predictions whose truth is known, 'apply' does it to others. 'find-best' learns it too."
        },
        footer = {
            "  sagittal postprocess learn held-out truth",
            "  sagittal postprocess apply -i segmented -o cleaned --postprocessing postprocessing.json"
        })
public final class PostprocessCommand extends Subcommand {
    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PostprocessCommand(Console console) {
        super(console);
    }

    @Override
    public List<Subcommand> children() {
        return List.of(new PostprocessLearnCommand(console()), new PostprocessApplyCommand(console()));
    }

    @Override
    protected int work(Console console) {
        throw misuse("Missing what to do: learn or apply");
    }
}
