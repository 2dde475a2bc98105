package org.sagittal.models.script;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a dense row-major tensor, e.g. (N, C, D, H, W).
 *
 * @param extents elements along each axis, outermost first; empty for a scalar
 */
public record TensorShape(List<Long> extents) {
    /** Copies the list and refuses negative extents. */
    public TensorShape {
        extents = List.copyOf(extents);
        for (long extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException("tensor extents must not be negative, got " + extents);
            }
        }
    }

    /**
     * Makes a shape.
     *
     * @param extents elements along each axis
     * @return the shape
     */
    public static TensorShape of(long... extents) {
        return new TensorShape(Arrays.stream(extents).boxed().toList());
    }

    /**
     * Makes a shape of ints.
     *
     * @param extents elements along each axis
     * @return the shape
     */
    public static TensorShape of(List<Integer> extents) {
        return new TensorShape(extents.stream().map(Integer::longValue).toList());
    }

    /**
     * The extents as ints.
     *
     * @return outermost first
     * @throws ArithmeticException if one passes 2^31 - 1
     */
    public List<Integer> ints() {
        return extents.stream().map(Math::toIntExact).toList();
    }

    /**
     * The number of axes.
     *
     * @return 5 for (N, C, D, H, W)
     */
    public int axes() {
        return extents.size();
    }

    /**
     * One extent.
     *
     * @param axis index, outermost first
     * @return elements along it
     */
    public long axis(int axis) {
        return extents.get(axis);
    }

    /**
     * The number of elements.
     *
     * @return the product of the extents, 1 for a scalar
     * @throws ArithmeticException if it passes 2^63
     */
    public long elements() {
        long product = 1;
        for (long extent : extents) {
            product = Math.multiplyExact(product, extent);
        }
        return product;
    }

    /**
     * The extents as a new array.
     *
     * @return outermost first
     */
    public long[] toArray() {
        return extents.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
