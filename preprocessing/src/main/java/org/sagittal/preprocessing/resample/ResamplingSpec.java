package org.sagittal.preprocessing.resample;

import java.util.List;
import java.util.Optional;

/**
 * How an array is brought to another shape: the degree of the interpolating B-spline, and whether the axis with the largest spacing is
 * treated apart from the others ("separate z").
 *
 * @param order degree in the plane, or in space without a separate axis: 0 nearest, 1 linear, 3 cubic
 * @param orderZ degree along the separate axis: 0, 1 or 3
 * @param forceSeparateZ present: whether there is a separate axis, whatever the spacings; empty: the spacings decide
 */
public record ResamplingSpec(int order, int orderZ, Optional<Boolean> forceSeparateZ) {
    private static final List<Integer> ORDERS = List.of(0, 1, 3);

    /** What nnU-Net plans for images: cubic, nearest along a separate axis. */
    public static final ResamplingSpec DEFAULT_DATA = new ResamplingSpec(3, 0, Optional.empty());

    /** What nnU-Net plans for labels: linear weights of each label, nearest along a separate axis. */
    public static final ResamplingSpec DEFAULT_SEG = new ResamplingSpec(1, 0, Optional.empty());

    /** What nnU-Net plans for network outputs: linear, nearest along a separate axis. */
    public static final ResamplingSpec DEFAULT_PROBABILITIES = new ResamplingSpec(1, 0, Optional.empty());

    /** Refuses degrees that are not 0, 1 or 3. */
    public ResamplingSpec {
        if (!ORDERS.contains(order)) {
            throw new IllegalArgumentException("resampling order must be 0, 1 or 3, got " + order);
        }
        if (!ORDERS.contains(orderZ)) {
            throw new IllegalArgumentException("resampling orderZ must be 0, 1 or 3, got " + orderZ);
        }
        if (forceSeparateZ == null) {
            throw new IllegalArgumentException("forceSeparateZ must be an Optional, got null");
        }
    }
}
