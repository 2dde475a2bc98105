package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;

/** Arrays of sums that one block of an image leaves to the next: gigabytes that need not wait for the garbage collector. */
final class SpareSums {
    private final List<float[][]> arrays = new ArrayList<>();

    /**
     * Planes that are all 0.
     *
     * @param planes how many
     * @param voxels how many values of a plane are used; there may be more
     */
    float[][] take(int planes, int voxels) {
        while (!arrays.isEmpty()) {
            float[][] array = arrays.remove(arrays.size() - 1);
            if (array.length == planes && array[0].length >= voxels) {
                new SliceSums.OnHeap(array, voxels).clear();
                return array;
            }
        }
        return new float[planes][voxels];
    }

    /** Takes planes back. */
    void giveBack(float[][] planes) {
        arrays.add(planes);
    }
}
