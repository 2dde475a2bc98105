package org.sagittal.models.weights;

import java.util.Arrays;
import java.util.List;

/**
 * One parameter of a network: a dense array of float32 in row-major order, last axis fastest, as PyTorch stores a contiguous tensor.
 */
public final class WeightTensor {
    private final List<Integer> shape;
    private final float[] values;

    private WeightTensor(List<Integer> shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Takes over finished values, without a copy.
     *
     * @param shape extents, e.g. (F_out, F_in, D, H, W) of a convolution; empty for a single number
     * @param values as many numbers as the shape holds; not written to afterwards
     * @return the tensor
     * @throws IllegalArgumentException if the number of values is not the product of the shape
     */
    public static WeightTensor of(List<Integer> shape, float[] values) {
        long count = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("weight shape must not be negative, got " + shape);
            }
            count = Math.multiplyExact(count, extent);
        }
        if (count != values.length) {
            throw new IllegalArgumentException(
                    "weight of shape " + shape + " must hold " + count + " values, got " + values.length);
        }
        return new WeightTensor(List.copyOf(shape), values);
    }

    /**
     * Extents of the tensor.
     *
     * @return the shape, outermost axis first
     */
    public List<Integer> shape() {
        return shape;
    }

    /**
     * The numbers, to be read and not written.
     *
     * @return the backing array, row-major
     */
    public float[] values() {
        return values;
    }

    /**
     * How many numbers are NaN or infinite.
     *
     * @return 0 for a sound weight
     */
    public long nonFinite() {
        long found = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                found++;
            }
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightTensor that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "float32" + shape;
    }
}
