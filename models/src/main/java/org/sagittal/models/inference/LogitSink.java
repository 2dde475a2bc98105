package org.sagittal.models.inference;

/** Takes the logits of a volume slice by slice, from z = 0 upwards. */
public interface LogitSink {
    /**
     * The next slice.
     *
     * @param z its index, one more than the last one's
     * @param logits (heads, y * x), row-major; filled anew after this call returns, so it must not be kept
     */
    void slice(int z, float[][] logits);
}
