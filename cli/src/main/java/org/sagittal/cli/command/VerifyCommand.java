package org.sagittal.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.models.bundle.BundleCheck;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.runtime.EngineException;
import org.sagittal.models.runtime.Runtime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal verify}: whether a bundle is whole and runs. */
@Command(
        name = "verify",
        description = {
            "Checks a bundle: checksums, lengths, recipes, weights, a trial run",
            "Every problem is one line on stderr; the exit status is then 1. Each network is run on a small patch of noise, "
                    + "whose answer must be finite."
        },
        footer = {"  sagittal verify hippocampus.sagittal"})
public final class VerifyCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "bundles, *.sagittal")
    private List<Path> files;

    @Option(names = "--no-trial", description = "do not run the networks")
    private boolean noTrial;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public VerifyCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        int status = 0;
        for (Path file : files) {
            status |= verify(console, file) ? 0 : 1;
        }
        return status;
    }

    private boolean verify(Console console, Path file) {
        if (!Files.isRegularFile(file)) {
            console.error("sagittal verify: " + file
                    + (Files.exists(file) ? ": is a folder; name a bundle, *.sagittal" : ": no such file"));
            return false;
        }
        List<String> problems = new ArrayList<>(BundleCheck.of(file).problems());
        String tried = "";
        if (problems.isEmpty() && !noTrial) {
            tried = trial(console, file, problems);
        }
        problems.forEach(problem -> console.error("sagittal verify: " + problem.replaceAll("\\s*\\R\\s*", " ")));
        if (problems.isEmpty()) {
            console.result(file + ": checksums, recipes and weights are right" + tried);
        }
        return problems.isEmpty();
    }

    private String trial(Console console, Path file, List<String> problems) {
        try (Runtime runtime = Runtime.open(threads());
                BundleFile bundle = BundleFile.open(file)) {
            problems.addAll(BundleCheck.dryRun(runtime, bundle));
            return "; every network runs";
        } catch (EngineException e) {
            console.message("The networks were not run: " + e.getMessage());
            return "";
        }
    }
}
