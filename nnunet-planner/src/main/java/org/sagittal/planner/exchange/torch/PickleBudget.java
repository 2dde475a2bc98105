package org.sagittal.planner.exchange.torch;

/**
 * The memory one pickle may ask for. Every value is charged when it is made, with what it costs on the heap and generously, so that neither
 * many small values nor copies of one large one grow without end. A checkpoint of nnU-Net needs 1 to 5 MiB of it.
 */
final class PickleBudget {
    /** All values of one pickle together. */
    static final long MOST_BYTES = 96L << 20;

    /** A small object: header, a few fields, a reference to it. */
    static final int OBJECT = 64;

    /** A place in a list or on the stack, with the slack of a growing array. */
    static final int PLACE = 16;

    private long left = MOST_BYTES;

    /**
     * Charges memory before it is taken.
     *
     * @param bytes how much, not negative
     * @throws PickleException if that is more than is left
     */
    void take(long bytes) {
        if (bytes > left) {
            throw new PickleException("its values need more than " + (MOST_BYTES >> 20)
                    + " MiB of memory, which no checkpoint's do; refused");
        }
        left -= bytes;
    }
}
