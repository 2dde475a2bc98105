package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Running sums of one slice: planes of y * x float32, one a head and one for the weights. They lie on the heap or, where a window of many
 * heads would not fit there, in a mapped file.
 */
sealed interface SliceSums {
    /** Adds values[from + i] * weights[weightsFrom + i] to element at + i of a plane. */
    void addWeighted(int plane, int at, Run values, Run weights);

    /** Adds values to a plane. */
    void add(int plane, int at, Run values);

    /** Copies elements of a plane out. */
    void read(int plane, int at, float[] into, int length);

    /** Sets all planes to 0. */
    void clear();

    /**
     * A stretch of an array.
     *
     * @param array where it lies
     * @param from its first element
     * @param length how many elements
     */
    record Run(float[] array, int from, int length) {}

    /** Sums in Java arrays. */
    record OnHeap(float[][] planes) implements SliceSums {
        static OnHeap of(int planes, int voxels) {
            return new OnHeap(new float[planes][voxels]);
        }

        @Override
        public void addWeighted(int plane, int at, Run values, Run weights) {
            float[] sums = planes[plane];
            float[] v = values.array;
            float[] w = weights.array;
            for (int i = 0; i < values.length; i++) {
                sums[at + i] += v[values.from + i] * w[weights.from + i];
            }
        }

        @Override
        public void add(int plane, int at, Run values) {
            float[] sums = planes[plane];
            for (int i = 0; i < values.length; i++) {
                sums[at + i] += values.array[values.from + i];
            }
        }

        @Override
        public void read(int plane, int at, float[] into, int length) {
            System.arraycopy(planes[plane], at, into, 0, length);
        }

        @Override
        public void clear() {
            for (float[] plane : planes) {
                Arrays.fill(plane, 0);
            }
        }
    }

    /** Sums in a mapped file; a row at a time passes through the heap. */
    record Mapped(FloatBuffer sums, int planes, int voxels, float[] row) implements SliceSums {
        @Override
        public void addWeighted(int plane, int at, Run values, Run weights) {
            int start = plane * voxels + at;
            sums.get(start, row, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                row[i] += values.array[values.from + i] * weights.array[weights.from + i];
            }
            sums.put(start, row, 0, values.length);
        }

        @Override
        public void add(int plane, int at, Run values) {
            int start = plane * voxels + at;
            sums.get(start, row, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                row[i] += values.array[values.from + i];
            }
            sums.put(start, row, 0, values.length);
        }

        @Override
        public void read(int plane, int at, float[] into, int length) {
            sums.get(plane * voxels + at, into, 0, length);
        }

        @Override
        public void clear() {
            Arrays.fill(row, 0);
            int total = planes * voxels;
            for (int at = 0; at < total; at += row.length) {
                sums.put(at, row, 0, Math.min(row.length, total - at));
            }
        }
    }
}
