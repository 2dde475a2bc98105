package org.sagittal.models.augment.label;

import java.util.ArrayList;
import java.util.List;

/**
 * The neighbourhood of a morphological operator: all offsets within a radius, kept as one run along x for each (z, y) offset.
 *
 * <p>Reference: scikit-image's {@code ball} and {@code disk} as nnU-Net calls them with a radius r that need not be an integer. The ball
 * has floor(2 r + 1) points an axis spread evenly over [-r, r], the disk the points -r, -r + 1, ... below r + 1; so both may have an even
 * number of points, and then reach one voxel further towards larger indices.
 */
public final class Footprint {
    private final List<Run> runs;

    private Footprint(List<Run> runs) {
        this.runs = runs;
    }

    /**
     * Offsets from a voxel to the voxels it looks at.
     *
     * @param z slices away
     * @param y rows away
     * @param firstX columns away, of the first
     * @param lastX columns away, of the last
     */
    record Run(int z, int y, int firstX, int lastX) {}

    /**
     * A ball.
     *
     * @param radiusVoxels at least 0.5
     * @return its offsets
     */
    public static Footprint ball(double radiusVoxels) {
        requireRadius(radiusVoxels);
        int points = (int) (2 * radiusVoxels + 1);
        double step = 2 * radiusVoxels / (points - 1);
        double[] squares = new double[points];
        for (int i = 0; i < points; i++) {
            double coordinate = i * step - radiusVoxels;
            squares[i] = coordinate * coordinate;
        }
        List<Run> runs = new ArrayList<>();
        for (int z = 0; z < points; z++) {
            for (int y = 0; y < points; y++) {
                addRun(runs, squares, new Row(z, y, squares[z] + squares[y]), radiusVoxels);
            }
        }
        return new Footprint(runs);
    }

    /**
     * A disk in the plane of a slice.
     *
     * @param radiusVoxels at least 0.5
     * @return its offsets, all with z = 0
     */
    public static Footprint disk(double radiusVoxels) {
        requireRadius(radiusVoxels);
        int points = (int) Math.ceil(2 * radiusVoxels + 1);
        double[] squares = new double[points];
        for (int i = 0; i < points; i++) {
            double coordinate = i - radiusVoxels;
            squares[i] = coordinate * coordinate;
        }
        List<Run> runs = new ArrayList<>();
        int centre = (points - 1) / 2;
        for (int y = 0; y < points; y++) {
            addRun(runs, squares, new Row(centre, y, squares[y]), radiusVoxels);
        }
        return new Footprint(runs);
    }

    /**
     * The offsets.
     *
     * @return one run for each (z, y) that has any
     */
    List<Run> runs() {
        return runs;
    }

    /** Points of one (z, y), and the square of its distance from the axis. */
    private record Row(int z, int y, double square) {}

    private static void addRun(List<Run> runs, double[] squares, Row row, double radius) {
        int first = -1;
        int last = -1;
        for (int x = 0; x < squares.length; x++) {
            if (row.square() + squares[x] <= radius * radius) {
                first = first < 0 ? x : first;
                last = x;
            }
        }
        if (first >= 0) {
            int centre = (squares.length - 1) / 2;
            runs.add(new Run(row.z() - centre, row.y() - centre, first - centre, last - centre));
        }
    }

    private static void requireRadius(double radius) {
        if (!(radius >= 0.5) || !Double.isFinite(radius)) {
            throw new IllegalArgumentException("radiusVoxels must be at least 0.5 and finite, got " + radius);
        }
    }
}
