package org.sagittal.geometry.io;

/** Gives the slices of a volume to be written. */
@FunctionalInterface
public interface SliceSource {
    /**
     * Fills one slice.
     *
     * @param channel time or component, counted from 0
     * @param z slice
     * @param into (y, x) row-major; receives the values
     */
    void slice(int channel, int z, double[] into);
}
