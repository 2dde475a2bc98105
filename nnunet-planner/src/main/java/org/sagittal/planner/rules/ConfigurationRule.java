package org.sagittal.planner.rules;

import java.util.List;

/**
 * Plans one configuration: patch and network together ({@link PatchSizeRule}, {@link TopologyRule}), then the batch ({@link
 * BatchSizeRule}).
 */
public final class ConfigurationRule {
    private ConfigurationRule() {}

    /**
     * Applies the three rules.
     *
     * @param task spacing, typical case and dataset size
     * @param targets memory and width
     * @return the configuration with its decisions
     */
    public static PlannedConfiguration plan(PlanningTask task, PlanningTargets targets) {
        Decided<PatchChoice> patch = PatchSizeRule.decide(task, targets);
        Decided<Integer> batch = BatchSizeRule.decide(task, targets, patch.value());
        Decision topology = TopologyRule.record(task, patch.value().design());
        return new PlannedConfiguration(
                task, targets, patch.value(), batch.value(), List.of(patch.decision(), topology, batch.decision()));
    }
}
