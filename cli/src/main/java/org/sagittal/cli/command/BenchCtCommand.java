package org.sagittal.cli.command;

import org.sagittal.cli.console.Console;
import picocli.CommandLine.Command;

/** {@code sagittal bench ct}: a large image with a full-size model, which takes minutes a run. */
@Command(
        name = "ct",
        description = {
            "Compares prediction of large images, which takes minutes a run",
            "As 'bench predict', but without mirroring and without a run that does not count."
        },
        footer = {"  sagittal bench ct -m nnUNetTrainer__nnUNetPlans__3d_fullres -i imagesTs --precision bf16"})
public final class BenchCtCommand extends BenchPredictCommand {
    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public BenchCtCommand(Console console) {
        super(console);
    }

    @Override
    Habit habit() {
        return new Habit("ct", false, 0);
    }
}
