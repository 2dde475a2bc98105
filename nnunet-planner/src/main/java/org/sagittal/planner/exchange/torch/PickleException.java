package org.sagittal.planner.exchange.torch;

/** A pickle that is broken or asks for more than data; says what at which byte. */
final class PickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PickleException(String problem) {
        super(problem);
    }
}
