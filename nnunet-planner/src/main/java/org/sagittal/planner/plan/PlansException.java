package org.sagittal.planner.plan;

/** Plans that cannot be used; the message names the file, the key, the rule and the value. */
public final class PlansException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param source the file, or what else the plans came from
     * @param problem one sentence naming key, rule and value
     */
    public PlansException(String source, String problem) {
        super(source + ": " + problem);
    }

    /**
     * Makes the exception.
     *
     * @param source the file, or what else the plans came from
     * @param problem one sentence naming key, rule and value
     * @param cause what went wrong underneath
     */
    public PlansException(String source, String problem, Throwable cause) {
        super(source + ": " + problem, cause);
    }
}
