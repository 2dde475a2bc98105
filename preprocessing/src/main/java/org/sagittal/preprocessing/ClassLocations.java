package org.sagittal.preprocessing;

import java.util.ArrayList;
import java.util.List;

/**
 * For each class of a training case some of its voxels, drawn at random, so that a patch can be placed on a class without a search
 * through the volume.
 *
 * <p>A class is a label, a region of several labels, or (with an ignore label) the annotated voxels: -1 and all labels.
 */
public final class ClassLocations {
    /** No classes at all, as a case without a label has. */
    public static final ClassLocations NONE = new ClassLocations(List.of(), List.of());

    private final List<List<Integer>> classes;
    private final List<int[]> rows;

    private ClassLocations(List<List<Integer>> classes, List<int[]> rows) {
        this.classes = classes;
        this.rows = rows;
    }

    /**
     * Takes over drawn voxels, without a copy of the coordinates.
     *
     * @param classes the labels of each class, in the order drawn
     * @param rows per class (n, 3) voxels, row-major: z, y, x of the first, z, y, x of the second, ...
     * @return the locations
     */
    public static ClassLocations of(List<List<Integer>> classes, List<int[]> rows) {
        if (classes.size() != rows.size()) {
            throw new IllegalArgumentException(
                    "rows must be given for each of the " + classes.size() + " classes, got " + rows.size());
        }
        List<List<Integer>> names = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).isEmpty()) {
                throw new IllegalArgumentException("class " + i + " must name at least one label, got none");
            }
            if (rows.get(i).length % 3 != 0) {
                throw new IllegalArgumentException("class " + classes.get(i) + " must have three numbers a voxel, got "
                        + rows.get(i).length + " numbers");
            }
            names.add(List.copyOf(classes.get(i)));
        }
        return new ClassLocations(List.copyOf(names), List.copyOf(rows));
    }

    /**
     * The labels of each class, in dataset order.
     *
     * @return one list per class; a single label is a list of one
     */
    public List<List<Integer>> classes() {
        return classes;
    }

    /**
     * How many voxels are kept of a class.
     *
     * @param index position in {@link #classes()}
     * @return 0 if the case lacks the class
     */
    public int count(int index) {
        return rows.get(index).length / 3;
    }

    /**
     * One coordinate of one kept voxel of a class, in the preprocessed array.
     *
     * @param index position in {@link #classes()}
     * @param voxel which of the kept voxels, below {@link #count}
     * @param axis 0 for z, 1 for y, 2 for x
     * @return the coordinate
     */
    public int coordinate(int index, int voxel, int axis) {
        return rows.get(index)[3 * voxel + axis];
    }

    /**
     * Whether a class stands for all annotated voxels of a dataset with an ignore label.
     *
     * @param index position in {@link #classes()}
     * @return true if it begins with -1
     */
    public boolean annotatedVoxels(int index) {
        return classes.get(index).get(0) == -1;
    }

    /**
     * The kept voxels of a class.
     *
     * @param index position in {@link #classes()}
     * @return a copy, (n, 3) row-major z, y, x
     */
    public int[] rows(int index) {
        return rows.get(index).clone();
    }
}
