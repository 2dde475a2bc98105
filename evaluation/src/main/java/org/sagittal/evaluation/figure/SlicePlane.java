package org.sagittal.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * How slices across one array axis are laid on the page, as radiologists look at them: axial slices from the feet (the patient's left on
 * the right), head up for the other two, face to the left for sagittal ones.
 *
 * @param name axial, coronal, sagittal or slice
 * @param across array axis the slices are counted along
 * @param down array axis that runs down the page
 * @param right array axis that runs to the right
 * @param flipDown whether the array's first row comes last
 * @param flipRight whether the array's first column comes last
 * @param leftLetter anatomical direction of the left edge, empty if unknown
 * @param topLetter anatomical direction of the top edge, empty if unknown
 */
record SlicePlane(
        String name,
        int across,
        int down,
        int right,
        boolean flipDown,
        boolean flipRight,
        String leftLetter,
        String topLetter) {
    /** Fewer voxels than this along an axis do not make a picture. */
    private static final int FEWEST = 8;

    /** World axes: 0 towards the patient's left, 1 to the back, 2 to the head. */
    private static final String[] TOWARDS = {"L", "P", "S"};

    private static final String[] AWAY = {"R", "A", "I"};

    /** The planes worth showing: all three of a volume, the single slice of a 2D image. */
    static List<SlicePlane> of(VoxelGrid grid) {
        Shape shape = grid.shape();
        if (shape.z() == 1) {
            return List.of(new SlicePlane("slice", 0, 1, 2, false, false, "", ""));
        }
        int[] arrayAxisOf = arrayAxes(grid);
        List<SlicePlane> planes = new ArrayList<>();
        planes.add(plane(grid, "axial", arrayAxisOf[2], arrayAxisOf[1], arrayAxisOf[0]));
        planes.add(plane(grid, "coronal", arrayAxisOf[1], arrayAxisOf[2], arrayAxisOf[0]));
        planes.add(plane(grid, "sagittal", arrayAxisOf[0], arrayAxisOf[2], arrayAxisOf[1]));
        planes.removeIf(p -> shape.axis(p.down) < FEWEST || shape.axis(p.right) < FEWEST);
        return planes.isEmpty() ? List.of(plane(grid, "axial", 0, 1, 2)) : List.copyOf(planes);
    }

    private static SlicePlane plane(VoxelGrid grid, String name, int across, int down, int right) {
        int downWorld = worldAxis(grid, down);
        int rightWorld = worldAxis(grid, right);
        boolean rowsGrow = component(grid, down, downWorld) > 0;
        boolean columnsGrow = component(grid, right, rightWorld) > 0;
        boolean flipDown = downWorld == 2 ? rowsGrow : !rowsGrow;
        boolean flipRight = !columnsGrow;
        String top = downWorld == 2 ? TOWARDS[2] : AWAY[downWorld];
        return new SlicePlane(name, across, down, right, flipDown, flipRight, AWAY[rightWorld], top);
    }

    /** For each world axis the array axis that runs along it, every array axis taken once. */
    private static int[] arrayAxes(VoxelGrid grid) {
        int[] best = {2, 1, 0};
        double bestSum = -1;
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            double sum = 0;
            for (int world = 0; world < 3; world++) {
                sum += Math.abs(component(grid, order[world], world));
            }
            if (sum > bestSum + 1e-9) {
                bestSum = sum;
                best = order;
            }
        }
        return best;
    }

    private static int worldAxis(VoxelGrid grid, int arrayAxis) {
        int[] axes = arrayAxes(grid);
        for (int world = 0; world < 3; world++) {
            if (axes[world] == arrayAxis) {
                return world;
            }
        }
        throw new IllegalArgumentException("array axis must be 0, 1 or 2, got " + arrayAxis);
    }

    /** The part of an array axis' unit vector along a world axis; array order is (z, y, x), directions have columns x, y, z. */
    private static double component(VoxelGrid grid, int arrayAxis, int world) {
        return grid.direction()[3 * world + 2 - arrayAxis];
    }

    /** The array index of a place on the page. */
    int[] voxel(Shape shape, int slice, int row, int column) {
        int[] index = new int[3];
        index[across] = slice;
        index[down] = flipDown ? shape.axis(down) - 1 - row : row;
        index[right] = flipRight ? shape.axis(right) - 1 - column : column;
        return index;
    }
}
