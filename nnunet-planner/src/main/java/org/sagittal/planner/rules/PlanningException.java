package org.sagittal.planner.rules;

/** A dataset for which no plan can be made; the message names the value, the rule and the mend. */
public final class PlanningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message one sentence for the person who planned
     */
    public PlanningException(String message) {
        super(message);
    }
}
