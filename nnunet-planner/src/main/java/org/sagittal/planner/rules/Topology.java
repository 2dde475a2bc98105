package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a U-Net pools and how wide its kernels are; the first stage does not pool.
 *
 * @param patch voxels per axis, a multiple of {@code 2^pools}
 * @param pools how often each axis is halved
 * @param strides one list of 1s and 2s per stage, the first all 1
 * @param kernels one list of 1s and 3s per stage
 */
public record Topology(
        List<Integer> patch, List<Integer> pools, List<List<Integer>> strides, List<List<Integer>> kernels) {
    /** Copies the lists and refuses a patch the network could not halve that often. */
    public Topology {
        patch = List.copyOf(patch);
        pools = List.copyOf(pools);
        strides = strides.stream().map(List::copyOf).toList();
        kernels = kernels.stream().map(List::copyOf).toList();
        for (int axis = 0; axis < patch.size(); axis++) {
            if (patch.get(axis) % (1 << pools.get(axis)) != 0) {
                throw new IllegalArgumentException("patch[" + axis + "] must be a multiple of " + (1 << pools.get(axis))
                        + ", got " + patch.get(axis));
            }
        }
        if (strides.size() != kernels.size()) {
            throw new IllegalArgumentException(
                    "strides and kernels must be one per stage, got " + strides.size() + " and " + kernels.size());
        }
    }

    /**
     * The number of resolution stages.
     *
     * @return at least 1
     */
    public int stages() {
        return strides.size();
    }

    /**
     * The number of spatial axes.
     *
     * @return 2 or 3
     */
    public int dimensions() {
        return patch.size();
    }

    /**
     * What the patch must be a multiple of along one axis.
     *
     * @param axis the axis
     * @return a power of two
     */
    public int divisibility(int axis) {
        return 1 << pools.get(axis);
    }

    /**
     * Voxels of the feature maps of each stage, for the patch, halving downwards as the convolutions do.
     *
     * @return one number per stage
     */
    public List<Long> voxelsPerStage() {
        List<Long> voxels = new ArrayList<>();
        long[] size = patch.stream().mapToLong(Integer::longValue).toArray();
        for (List<Integer> stride : strides) {
            long product = 1;
            for (int axis = 0; axis < size.length; axis++) {
                size[axis] /= stride.get(axis);
                product *= size[axis];
            }
            voxels.add(product);
        }
        return List.copyOf(voxels);
    }
}
