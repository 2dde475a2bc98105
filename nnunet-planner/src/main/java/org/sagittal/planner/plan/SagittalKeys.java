package org.sagittal.planner.plan;

/**
 * The keys we add to plans. nnU-Net reads plans by name and ignores what it does not know, so a plan with them stays loadable
 * there; a plan without a time budget has none.
 */
public final class SagittalKeys {
    /** Our block: in a configuration its schedule, at the root the account of the time budget. */
    public static final String BLOCK = "sagittal";

    /** Epochs of a training. */
    public static final String EPOCHS = "epochs";

    /** Training batches of an epoch. */
    public static final String ITERATIONS = "iterations_per_epoch";

    /** Validation batches of an epoch. */
    public static final String VALIDATION_ITERATIONS = "validation_iterations_per_epoch";

    private SagittalKeys() {}
}
