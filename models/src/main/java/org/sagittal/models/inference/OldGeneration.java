package org.sagittal.models.inference;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * The part of Java's heap for what stays. Collectors that keep new objects apart lend that room to nobody: under the parallel collector a third
 * of the heap takes no array that has outlived a few collections.
 */
final class OldGeneration {
    private OldGeneration() {}

    /**
     * How large it may become.
     *
     * @return bytes; the whole heap where the collector knows no such part
     */
    static long maxBytes() {
        long largest = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.isValid() && pool.getType() == MemoryType.HEAP)
                .mapToLong(OldGeneration::maxBytes)
                .max()
                .orElse(0);
        return largest > 0 ? largest : Runtime.getRuntime().maxMemory();
    }

    private static long maxBytes(MemoryPoolMXBean pool) {
        return pool.getUsage() == null ? 0 : pool.getUsage().getMax();
    }
}
