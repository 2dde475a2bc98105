package org.sagittal.models.runtime;

/** The tensor engine could not be started, or failed while it computed. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what failed and what mends it
     * @param cause the engine's own exception
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the engine was built without an operator that a program asks for.
     *
     * @return false for every other failure, which another program would meet as well
     */
    public boolean operatorUnknown() {
        return getCause() != null && String.valueOf(getCause().getMessage()).contains("Unknown builtin op");
    }

    static EngineException in(String method, RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("not enough memory") || message.contains("alloc")) {
            return new EngineException(
                    "the engine ran out of memory in " + method + "; use a smaller patch or batch, or fewer threads: "
                            + message.lines().findFirst().orElse(""),
                    cause);
        }
        return new EngineException("the engine failed in " + method + ": " + message, cause);
    }
}
