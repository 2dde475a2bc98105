package org.sagittal.cli.command;

import java.nio.file.Path;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Progress;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.preprocessing.dataset.DatasetCheck;
import org.sagittal.preprocessing.dataset.DatasetProblem;
import org.sagittal.preprocessing.dataset.DatasetReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sagittal check}: everything that is wrong with a raw dataset. */
@Command(
        name = "check",
        description = {
            "Finds every problem of a raw dataset, each with its mend",
            "Reads all images and labels. Exit status 1 if a problem is fatal."
        },
        footer = {"  sagittal check Dataset004_Hippocampus"})
public final class CheckCommand extends Subcommand {
    @Parameters(paramLabel = "RAW", description = "folder of a raw dataset, or its name or number in nnUNet_raw")
    private String raw;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public CheckCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        NnunetFolders folders = NnunetFolders.fromEnvironment();
        Path folder = folders.rawFolder(raw);
        DatasetReport report;
        try (Progress progress = console.progress("check", 0)) {
            report = DatasetCheck.run(folder, new DatasetCheck.Options(threads(), folders.variables(), progress::at));
        }
        for (DatasetProblem problem : report.problems()) {
            boolean fatal = problem.severity() == DatasetProblem.Severity.FATAL;
            console.resultf("%-5s %s: %s", fatal ? "FATAL" : "warn", problem.where(), problem.problem());
            console.resultf("      -> %s", problem.mend());
        }
        long fatal = report.problems().stream()
                .filter(p -> p.severity() == DatasetProblem.Severity.FATAL)
                .count();
        console.result(
                report.problems().isEmpty()
                        ? count(report.cases(), "case") + ", no problem."
                        : count(report.cases(), "case") + ", " + count(fatal, "fatal problem") + ", "
                                + count(report.problems().size() - fatal, "warning") + ".");
        return report.fatal() ? 1 : 0;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
