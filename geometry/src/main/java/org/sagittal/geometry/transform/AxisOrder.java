package org.sagittal.geometry.transform;

import java.util.Arrays;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * A permutation with flips of the axes of a (z, y, x) array: out[a] runs along in[from(a)], backwards if flipped(a).
 */
public final class AxisOrder {
    private final int[] from;
    private final boolean[] flipped;

    private AxisOrder(int[] from, boolean[] flipped) {
        this.from = from;
        this.flipped = flipped;
    }

    /**
     * How to turn an image so that x runs to the right, y to the front and z to the head (RAS).
     *
     * <p>Reference: {@code nibabel.orientations.io_orientation}: each axis in turn takes the direction of the patient it points along
     * most, of those that are left, after the axes are made orthonormal.
     *
     * @param grid where the image lies
     * @return the order
     */
    public static AxisOrder toRas(VoxelGrid grid) {
        double[] ras = grid.direction();
        for (int i = 0; i < 6; i++) {
            ras[i] = -ras[i];
        }
        double[] r = NearestRotation.of(ras);
        int[] from = new int[3];
        boolean[] flipped = new boolean[3];
        boolean[] taken = new boolean[3];
        for (int column : strongestFirst(r)) {
            int best = -1;
            for (int row = 0; row < 3; row++) {
                if (!taken[row] && (best < 0 || Math.abs(r[3 * row + column]) > Math.abs(r[3 * best + column]))) {
                    best = row;
                }
            }
            taken[best] = true;
            // Row 0 is right and becomes x, the last array axis; column 0 is the array's x.
            from[2 - best] = 2 - column;
            flipped[2 - best] = r[3 * best + column] < 0;
        }
        return new AxisOrder(from, flipped);
    }

    private static int[] strongestFirst(double[] r) {
        Integer[] columns = {0, 1, 2};
        double[] strongest = new double[3];
        for (int column = 0; column < 3; column++) {
            for (int row = 0; row < 3; row++) {
                strongest[column] = Math.max(strongest[column], r[3 * row + column] * r[3 * row + column]);
            }
        }
        Arrays.sort(columns, (a, b) -> Double.compare(strongest[b], strongest[a]));
        return new int[] {columns[0], columns[1], columns[2]};
    }

    /**
     * The axis of the array before that becomes an axis of the array after.
     *
     * @param axis 0 for z, 1 for y, 2 for x of the array after
     * @return 0 for z, 1 for y, 2 for x of the array before
     */
    public int from(int axis) {
        return from[axis];
    }

    /**
     * Whether an axis of the array after runs backwards.
     *
     * @param axis 0 for z, 1 for y, 2 for x of the array after
     * @return true if its first voxel was the last
     */
    public boolean flipped(int axis) {
        return flipped[axis];
    }

    /**
     * Whether nothing changes.
     *
     * @return true for the order of the array as it is
     */
    public boolean identity() {
        return Arrays.equals(from, new int[] {0, 1, 2}) && !flipped[0] && !flipped[1] && !flipped[2];
    }

    /**
     * The order that undoes this one.
     *
     * @return from after to before
     */
    public AxisOrder inverse() {
        int[] back = new int[3];
        boolean[] flips = new boolean[3];
        for (int axis = 0; axis < 3; axis++) {
            back[from[axis]] = axis;
            flips[from[axis]] = flipped[axis];
        }
        return new AxisOrder(back, flips);
    }

    /**
     * Where the voxels of one row of the array after come from.
     *
     * @param before extents of the array before
     * @param z slice after
     * @param y row after
     * @return slice, row and column before of the first voxel, then the steps of each from voxel to voxel
     */
    private int[] row(Shape before, int z, int y) {
        int[] after = {z, y, 0};
        int[] place = new int[6];
        for (int axis = 0; axis < 3; axis++) {
            int source = from[axis];
            place[source] = flipped[axis] ? before.axis(source) - 1 - after[axis] : after[axis];
        }
        place[3 + from[2]] = flipped[2] ? -1 : 1;
        return place;
    }

    /**
     * Turns an array.
     *
     * @param voxels the array before
     * @return the array after; the same object if nothing changes
     */
    public FloatVoxels apply(FloatVoxels voxels) {
        if (identity()) {
            return voxels;
        }
        Shape before = voxels.shape();
        Shape after = before.transposed(from);
        float[][] slices = new float[after.z()][after.sliceVoxels()];
        for (int z = 0; z < after.z(); z++) {
            for (int y = 0; y < after.y(); y++) {
                int[] p = row(before, z, y);
                for (int x = 0; x < after.x(); x++) {
                    slices[z][y * after.x() + x] =
                            voxels.slice(p[0] + x * p[3])[(p[1] + x * p[4]) * before.x() + p[2] + x * p[5]];
                }
            }
        }
        return FloatVoxels.of(after, slices);
    }

    /**
     * Turns an array.
     *
     * @param voxels the array before
     * @return the array after; the same object if nothing changes
     */
    public LabelVoxels apply(LabelVoxels voxels) {
        if (identity()) {
            return voxels;
        }
        Shape before = voxels.shape();
        Shape after = before.transposed(from);
        short[][] slices = new short[after.z()][after.sliceVoxels()];
        for (int z = 0; z < after.z(); z++) {
            for (int y = 0; y < after.y(); y++) {
                int[] p = row(before, z, y);
                for (int x = 0; x < after.x(); x++) {
                    slices[z][y * after.x() + x] =
                            voxels.slice(p[0] + x * p[3])[(p[1] + x * p[4]) * before.x() + p[2] + x * p[5]];
                }
            }
        }
        return LabelVoxels.of(after, slices);
    }
}
