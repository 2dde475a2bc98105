package org.sagittal.cli.command;

import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.cli.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sagittal doctor}: can this machine do the work, and if not, what mends it. */
@Command(
        name = "doctor",
        description = {
            "Says whether this machine is ready, and how to mend it if not",
            "Looks at Java, memory, disk, processor, and the native library that runs networks. Exit status 1 if something is broken."
        },
        footer = {"  sagittal doctor"})
public final class DoctorCommand extends Subcommand {
    @Option(names = "--warm-up", hidden = true, description = "load classes only; used by the launcher")
    private boolean warmUp;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public DoctorCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        List<Finding> findings = warmUp ? Examination.withoutEngine(threads()) : Examination.complete(threads());
        int broken = 0;
        for (Finding finding : findings) {
            console.resultf("%-5s %-16s %s", finding.state().word(), finding.subject(), finding.fact());
            finding.mend().ifPresent(mend -> console.resultf("      %-16s -> %s", "", mend));
            broken += finding.state() == Finding.State.BROKEN ? 1 : 0;
        }
        console.result(broken == 0 ? "Ready." : broken + (broken == 1 ? " thing is" : " things are") + " broken.");
        return broken == 0 ? 0 : 1;
    }
}
