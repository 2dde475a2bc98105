package org.sagittal.evaluation.statistics;

/**
 * A confidence interval [low, high].
 *
 * @param low lower end
 * @param high upper end
 * @param level the share of repetitions that would cover the truth, e.g. 0.95
 */
public record Interval(double low, double high, double level) {
    /** Refuses a level outside (0, 1). */
    public Interval {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must lie between 0 and 1, got " + level);
        }
    }
}
