package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Spacing;

/**
 * A permutation of the axes: axis a of the network's array is axis {@code forward[a]} of the image.
 *
 * @param forward image axis of each network axis
 */
public record Transposition(List<Integer> forward) {
    /** Refuses anything but a permutation of 0, 1, 2. */
    public Transposition {
        forward = List.copyOf(forward);
        if (!forward.stream().sorted().toList().equals(List.of(0, 1, 2))) {
            throw new IllegalArgumentException("forward must be a permutation of 0, 1, 2, got " + forward);
        }
    }

    /**
     * The way back: network axis of each image axis.
     *
     * @return the inverse permutation
     */
    public List<Integer> backward() {
        return List.of(forward.indexOf(0), forward.indexOf(1), forward.indexOf(2));
    }

    /**
     * A spacing in network order.
     *
     * @param spacing image order
     * @return one distance per network axis, in mm
     */
    public List<Double> apply(Spacing spacing) {
        return apply(Axes.list(spacing));
    }

    /**
     * Values in network order.
     *
     * @param <T> anything that comes one per axis
     * @param perAxis one value per image axis
     * @return one value per network axis
     */
    public <T> List<T> apply(List<T> perAxis) {
        List<T> moved = new ArrayList<>();
        forward.forEach(axis -> moved.add(perAxis.get(axis)));
        return List.copyOf(moved);
    }
}
