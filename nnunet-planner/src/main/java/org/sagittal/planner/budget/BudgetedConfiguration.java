package org.sagittal.planner.budget;

import java.util.List;
import org.sagittal.models.training.Schedule;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.PlannedConfiguration;

/**
 * A configuration made to fit a time.
 *
 * @param planned patch, network and batch
 * @param schedule how long it trains
 * @param forecast what that takes
 * @param unconstrained what nnU-Net's own plan would take
 * @param fits whether the forecast keeps to the budget
 * @param givenUp what was given up against nnU-Net's own plan, in words; empty if nothing
 * @param decision the choice and its alternatives
 */
public record BudgetedConfiguration(
        PlannedConfiguration planned,
        Schedule schedule,
        Forecast forecast,
        Forecast unconstrained,
        boolean fits,
        List<String> givenUp,
        Decision decision) {
    /** Copies the list. */
    public BudgetedConfiguration {
        givenUp = List.copyOf(givenUp);
    }
}
