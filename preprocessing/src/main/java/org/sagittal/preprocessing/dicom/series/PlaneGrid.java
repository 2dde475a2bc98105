package org.sagittal.preprocessing.dicom.series;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Planes of which several may lie at one place, and some may be left out between others, as the frames of a segmentation do -> the grid they
 * lie on and the slice of each.
 */
public final class PlaneGrid {
    private static final double PARALLEL_DEGREES = 0.1;
    /** Share of the slice distance by which a plane may lie beside its slice. */
    private static final double BESIDE = 0.05;

    private static final double SAME_PLACE_MM = 1e-3;
    private static final int MOST_SLICES = 1 << 20;

    private final VoxelGrid grid;
    private final int[] sliceOf;

    private PlaneGrid(VoxelGrid grid, int[] sliceOf) {
        this.grid = grid;
        this.sliceOf = sliceOf;
    }

    /**
     * Finds the grid.
     *
     * @param planes at least one, in any order
     * @param statedMm distance of slices, where it is known; else it is the smallest between two planes
     * @return grid and slices, z along the normal
     * @throws IllegalArgumentException if the planes differ in size or direction, or do not lie on one grid
     */
    public static PlaneGrid of(List<SlicePlane> planes, OptionalDouble statedMm) {
        SlicePlane any = planes.get(0);
        double[] heights = new double[planes.size()];
        int lowest = 0;
        for (int i = 0; i < heights.length; i++) {
            requireAlike(any, planes.get(i));
            heights[i] = planes.get(i).originMm().dot(any.normal());
            lowest = heights[i] < heights[lowest] ? i : lowest;
        }
        double least = heights[lowest];
        double range = Arrays.stream(heights).max().orElseThrow() - least;
        double step = step(heights, statedMm);
        double last = Math.rint(range / step);
        if (last >= MOST_SLICES) {
            throw new IllegalArgumentException("frames must span fewer than " + MOST_SLICES + " slices, got " + last);
        }
        if (last > 0) {
            step = range / last;
        }
        int[] sliceOf = new int[heights.length];
        for (int i = 0; i < heights.length; i++) {
            double z = (heights[i] - least) / step;
            sliceOf[i] = (int) Math.rint(z);
            if (Math.abs(z - sliceOf[i]) > BESIDE) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "frames must lie on slices that are equally far apart; frame %d lies %.4f mm above the lowest,"
                                + " and the distance of slices is %.4f mm",
                        i + 1,
                        heights[i] - least,
                        step));
            }
        }
        SlicePlane first = planes.get(lowest);
        return new PlaneGrid(SliceStack.grid(first, (int) last + 1, step, first.normal()), sliceOf);
    }

    private static void requireAlike(SlicePlane first, SlicePlane other) {
        if (first.angleTo(other) > PARALLEL_DEGREES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "frames must be parallel; two are %.2f degrees apart", first.angleTo(other)));
        }
    }

    private static double step(double[] heights, OptionalDouble statedMm) {
        double[] sorted = heights.clone();
        Arrays.sort(sorted);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            double apart = sorted[i] - sorted[i - 1];
            if (apart > SAME_PLACE_MM) {
                least = Math.min(least, apart);
            }
        }
        double stated = statedMm.orElse(0);
        boolean sensible = stated > SAME_PLACE_MM && stated <= least * (1 + BESIDE);
        if (sensible && (Double.isInfinite(least) || divides(stated, sorted))) {
            return stated;
        }
        return Double.isInfinite(least) ? (stated > 0 ? stated : 1) : least;
    }

    /** A thickness is often given where the distance is not known; it is only taken if the planes lie at its multiples. */
    private static boolean divides(double stated, double[] sorted) {
        return Arrays.stream(sorted).allMatch(height -> {
            double z = (height - sorted[0]) / stated;
            return Math.abs(z - Math.rint(z)) <= BESIDE;
        });
    }

    /**
     * The grid.
     *
     * @return from the lowest to the highest plane
     */
    public VoxelGrid grid() {
        return grid;
    }

    /**
     * The slice of a plane.
     *
     * @param plane index as the planes were given
     * @return z
     */
    public int sliceOf(int plane) {
        return sliceOf[plane];
    }
}
