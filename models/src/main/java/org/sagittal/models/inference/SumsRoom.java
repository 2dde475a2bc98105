package org.sagittal.models.inference;

/**
 * Where a window's sums lie.
 *
 * @param budget on the heap or in a file
 * @param spare arrays of windows before
 */
record SumsRoom(SumsBudget budget, SpareSums spare) {
    /** The room of this program, with nothing to spare. */
    static SumsRoom own() {
        return new SumsRoom(SumsBudget.own(), new SpareSums());
    }
}
