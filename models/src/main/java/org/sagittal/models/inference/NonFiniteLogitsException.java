package org.sagittal.models.inference;

/** A network gave NaN or infinity: its weights are damaged, or the image holds such values. */
public final class NonFiniteLogitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says where.
     *
     * @param message one sentence
     */
    public NonFiniteLogitsException(String message) {
        super(message);
    }
}
