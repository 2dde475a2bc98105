package org.sagittal.planner.fingerprint;

import java.util.ArrayList;
import java.util.List;

/**
 * The drawn intensities of one channel over all cases. Tables of like size are merged with each other, so that adding many cases costs
 * n log n and not n^2. Several threads may add.
 */
final class PooledIntensities {
    private final List<ValueCounts> tables = new ArrayList<>();

    synchronized void add(ValueCounts counts) {
        ValueCounts merged = counts;
        while (!tables.isEmpty() && tables.get(tables.size() - 1).distinct() <= 2L * merged.distinct()) {
            merged = tables.remove(tables.size() - 1).plus(merged);
        }
        tables.add(merged);
    }

    /** All that was added. */
    synchronized ValueCounts all() {
        ValueCounts sum = ValueCounts.empty();
        for (int i = tables.size() - 1; i >= 0; i--) {
            sum = sum.plus(tables.get(i));
        }
        return sum;
    }
}
