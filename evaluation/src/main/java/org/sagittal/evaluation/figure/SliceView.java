package org.sagittal.evaluation.figure;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * The part of a slice that is shown: rows and columns as they lie on the page, around what is marked.
 *
 * @param shape the volume's extents
 * @param plane how the slice is laid on the page
 * @param slice its index
 * @param firstRow first row shown
 * @param firstColumn first column shown
 * @param rows how many
 * @param columns how many
 */
record SliceView(Shape shape, SlicePlane plane, int slice, int firstRow, int firstColumn, int rows, int columns) {
    /** No picture has more pixels along a side; larger slices are averaged. */
    private static final int MOST_PIXELS = 320;

    /** At least this share of the slice is shown, so that one sees where in the body it is. */
    private static final double LEAST_SHARE = 0.45;

    private static final double MARGIN_SHARE = 0.15;

    /** Whether a voxel belongs to what is to be seen. */
    interface Marked {
        boolean at(int z, int y, int x);
    }

    static SliceView around(Shape shape, SlicePlane plane, int slice, Marked marked) {
        int height = shape.axis(plane.down());
        int width = shape.axis(plane.right());
        int[] bounds = {height, -1, width, -1};
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int[] v = plane.voxel(shape, slice, row, column);
                if (marked.at(v[0], v[1], v[2])) {
                    bounds[0] = Math.min(bounds[0], row);
                    bounds[1] = Math.max(bounds[1], row);
                    bounds[2] = Math.min(bounds[2], column);
                    bounds[3] = Math.max(bounds[3], column);
                }
            }
        }
        if (bounds[1] < 0) {
            return new SliceView(shape, plane, slice, 0, 0, height, width);
        }
        int[] down = window(bounds[0], bounds[1] + 1, height);
        int[] right = window(bounds[2], bounds[3] + 1, width);
        return new SliceView(shape, plane, slice, down[0], right[0], down[1] - down[0], right[1] - right[0]);
    }

    /** [start, end) with a margin, at least a share of the whole, inside it. */
    private static int[] window(int start, int end, int whole) {
        int size = (int) Math.ceil(Math.max((end - start) * (1 + 2 * MARGIN_SHARE), LEAST_SHARE * whole));
        size = Math.min(whole, Math.max(size, end - start + 2));
        int first = Math.max(0, Math.min(whole - size, (start + end - size) / 2));
        return new int[] {first, first + size};
    }

    /** A number for a voxel. */
    interface Kind {
        int at(int z, int y, int x);
    }

    /** (rows, columns) of the voxels' numbers. */
    int[][] kinds(Kind kind) {
        int[][] kinds = new int[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int[] v = plane.voxel(shape, slice, firstRow + row, firstColumn + column);
                kinds[row][column] = kind.at(v[0], v[1], v[2]);
            }
        }
        return kinds;
    }

    /** (rows, columns) of whether the label there is asked for. */
    boolean[][] mask(LabelVoxels labels, IntPredicate wanted) {
        boolean[][] mask = new boolean[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int[] v = plane.voxel(shape, slice, firstRow + row, firstColumn + column);
                mask[row][column] = wanted.test(labels.at(v[0], v[1], v[2]));
            }
        }
        return mask;
    }

    /** The intensities as grey values, the darkest and brightest hundredth cut off. */
    byte[][] grey(FloatVoxels image) {
        int step = Math.max(1, (Math.max(rows, columns) + MOST_PIXELS - 1) / MOST_PIXELS);
        int height = (rows + step - 1) / step;
        int width = (columns + step - 1) / step;
        float[][] values = new float[height][width];
        float[] sorted = new float[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                values[row][column] = mean(image, row * step, column * step, step);
                sorted[row * width + column] = values[row][column];
            }
        }
        Arrays.sort(sorted);
        float low = sorted[(int) (0.01 * (sorted.length - 1))];
        float high = sorted[(int) (0.99 * (sorted.length - 1))];
        byte[][] grey = new byte[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                float share = high > low ? (values[row][column] - low) / (high - low) : 0.5f;
                grey[row][column] = (byte) Math.round(255 * Math.max(0, Math.min(1, share)));
            }
        }
        return grey;
    }

    private float mean(FloatVoxels image, int row, int column, int step) {
        double sum = 0;
        int count = 0;
        for (int r = row; r < Math.min(rows, row + step); r++) {
            for (int c = column; c < Math.min(columns, column + step); c++) {
                int[] v = plane.voxel(shape, slice, firstRow + r, firstColumn + c);
                sum += image.at(v[0], v[1], v[2]);
                count++;
            }
        }
        return (float) (sum / count);
    }
}
