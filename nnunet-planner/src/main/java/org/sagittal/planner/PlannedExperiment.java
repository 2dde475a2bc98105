package org.sagittal.planner;

import java.util.List;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.PlannedConfiguration;

/**
 * What planning gives: the plans as nnU-Net would write them, and how they came about.
 *
 * @param plans nnU-Net's plans.json
 * @param configurations the planned configurations in file order, without the cascade's second stage, which only inherits
 * @param decisions every decision, those of the dataset first, then by configuration
 * @param warnings what a person must know before training; usually empty
 */
public record PlannedExperiment(
        Plans plans, List<PlannedConfiguration> configurations, List<Decision> decisions, List<String> warnings) {
    /** Copies the lists. */
    public PlannedExperiment {
        configurations = List.copyOf(configurations);
        decisions = List.copyOf(decisions);
        warnings = List.copyOf(warnings);
    }

    /**
     * One planned configuration.
     *
     * @param name e.g. {@code 3d_fullres}
     * @return the configuration
     * @throws IllegalArgumentException if it was not planned
     */
    public PlannedConfiguration configuration(String name) {
        return configurations.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("configuration must be one of "
                        + configurations.stream()
                                .map(PlannedConfiguration::name)
                                .toList() + ", got " + name));
    }
}
