package org.sagittal.planner.budget;

import org.sagittal.planner.forecast.Throughput;

/**
 * The time a person has for one fold of one configuration, and the machine it has to happen on.
 *
 * @param hours wall-clock hours for training and final validation
 * @param throughput how fast the machine trains
 */
public record TimeBudget(double hours, Throughput throughput) {
    /** Refuses a time that is not positive. */
    public TimeBudget {
        if (!(hours > 0) || !Double.isFinite(hours)) {
            throw new IllegalArgumentException("hours must be positive and finite, got " + hours);
        }
    }
}
