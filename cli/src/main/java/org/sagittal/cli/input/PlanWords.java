package org.sagittal.cli.input;

import java.nio.file.Path;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import picocli.CommandLine.Option;

/** Which configuration of which plans, where both must be said. */
public final class PlanWords {
    @Option(names = "--plans", required = true, paramLabel = "FILE", description = "plans.json")
    private Path file;

    @Option(
            names = {"-c", "--configuration"},
            required = true,
            paramLabel = "CONFIG",
            description = "one of the plans' configurations, e.g. 3d_fullres")
    private String configuration;

    /**
     * Where the plans are.
     *
     * @return the file, which may be missing
     */
    public Path file() {
        return file;
    }

    /**
     * The configuration's name.
     *
     * @return as it was typed
     */
    public String configuration() {
        return configuration;
    }

    /**
     * Reads the plans and chooses the configuration.
     *
     * @return the configuration
     * @throws org.sagittal.geometry.io.file.FormatException if the file holds no plans
     * @throws IllegalArgumentException if they have no such configuration
     */
    public Configuration chosen() {
        return Plans.read(file).configuration(configuration);
    }
}
