package org.sagittal.cli.command;

/** A command cannot do what it was asked; the message is one sentence with the value, the rule and the mend. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes a failure.
     *
     * @param message what, where, the mend
     */
    public CommandFailure(String message) {
        super(message);
    }
}
