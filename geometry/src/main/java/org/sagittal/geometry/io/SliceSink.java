package org.sagittal.geometry.io;

/** Takes the slices of a volume as a file gives them. */
@FunctionalInterface
public interface SliceSink {
    /**
     * Takes one slice. Slices of one channel come in ascending z; channels may alternate.
     *
     * @param channel time or component, counted from 0
     * @param z slice
     * @param values (y, x) row-major, after rescaling; the array is reused, so what is kept must be copied
     */
    void slice(int channel, int z, double[] values);
}
