package org.sagittal.models.augment.spatial;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * The map m(o) = M (o - (P - 1) / 2) + (S - 1) / 2 from voxels o of a patch of extents P to positions in an initial patch of extents S,
 * in voxels: both centres meet. Where the image is looked up, not where it goes, so a scale above 1 makes objects smaller.
 *
 * <p>Reference: nnU-Net's spatial augmentation (batchgeneratorsv2 0.3.6), M = Rz Ry Rx s with angle i about axis i of (z, y, x).
 */
public final class BackwardMap {
    private final double[][] matrix;
    private final double[] shift;
    private final Shape output;
    private final Shape input;
    private final boolean planar;

    private BackwardMap(double[][] matrix, double[] shift, Shape output, Shape input, boolean planar) {
        this.matrix = matrix;
        this.shift = shift;
        this.output = output;
        this.input = input;
        this.planar = planar;
    }

    /**
     * A rotation about all three axes and one scale for all.
     *
     * @param anglesRadians turn about axes z, y, x, in this order
     * @param scale above 0; larger makes objects smaller
     * @param output extents of the patch
     * @param input extents of the initial patch
     * @return the map
     */
    public static BackwardMap spatial(double[] anglesRadians, double scale, Shape output, Shape input) {
        requireScale(scale);
        double[][] rotation =
                product(about(2, anglesRadians[2]), product(about(1, anglesRadians[1]), about(0, anglesRadians[0])));
        for (double[] row : rotation) {
            for (int i = 0; i < 3; i++) {
                row[i] *= scale;
            }
        }
        return centred(rotation, output, input, false);
    }

    /**
     * A rotation and a scale within each slice; slice z is drawn from slice z. For 2D patches and for 3D patches of few slices.
     *
     * @param angleRadians turn from y towards x
     * @param scale above 0; larger makes objects smaller
     * @param output extents of the patch
     * @param input extents of the initial patch, as many slices as the patch
     * @return the map
     * @throws IllegalArgumentException if the numbers of slices differ
     */
    public static BackwardMap inPlane(double angleRadians, double scale, Shape output, Shape input) {
        requireScale(scale);
        if (output.z() != input.z()) {
            throw new IllegalArgumentException(
                    "input must have the " + output.z() + " slices of the output, got " + input.z());
        }
        double cosine = Math.cos(angleRadians) * scale;
        double sine = Math.sin(angleRadians) * scale;
        double[][] matrix = {{1, 0, 0}, {0, cosine, -sine}, {0, sine, cosine}};
        return centred(matrix, output, input, true);
    }

    /**
     * The extents of the patch that is made.
     *
     * @return (z, y, x)
     */
    public Shape output() {
        return output;
    }

    /**
     * The extents of the patch that is drawn from.
     *
     * @return (z, y, x)
     */
    public Shape input() {
        return input;
    }

    /**
     * Whether each slice is drawn from one slice only.
     *
     * @return true for maps made by {@link #inPlane}
     */
    public boolean isPlanar() {
        return planar;
    }

    /**
     * One coordinate of the position a voxel is drawn from.
     *
     * @param axis 0 for z, 1 for y, 2 for x of the result
     * @param z slice of the patch
     * @param y row of the patch
     * @param x column of the patch
     * @return position in the initial patch, in voxels
     */
    public double at(int axis, int z, int y, int x) {
        double[] row = matrix[axis];
        return row[0] * z + row[1] * y + row[2] * x + shift[axis];
    }

    /**
     * How far the position moves when x grows by one.
     *
     * @param axis 0 for z, 1 for y, 2 for x of the result
     * @return voxels
     */
    public double stepX(int axis) {
        return matrix[axis][2];
    }

    /**
     * The voxels of the initial patch that linear interpolation draws upon.
     *
     * @return the smallest such box; the rest of the initial patch need not be read
     */
    public Box reach() {
        int[] start = new int[3];
        int[] end = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 8; corner++) {
                double position = at(
                        axis,
                        (corner & 4) == 0 ? 0 : output.z() - 1,
                        (corner & 2) == 0 ? 0 : output.y() - 1,
                        (corner & 1) == 0 ? 0 : output.x() - 1);
                low = Math.min(low, position);
                high = Math.max(high, position);
            }
            start[axis] = Math.max(0, (int) Math.floor(low));
            end[axis] = Math.min(input.axis(axis), (int) Math.floor(high) + 2);
        }
        return new Box(start[0], start[1], start[2], end[0], end[1], end[2]);
    }

    /**
     * The same map when only a part of the initial patch is at hand.
     *
     * @param part the part, inside the initial patch
     * @return the map into the part; voxels outside of it count as outside of the initial patch
     */
    public BackwardMap into(Box part) {
        double[] moved = {shift[0] - part.startZ(), shift[1] - part.startY(), shift[2] - part.startX()};
        return new BackwardMap(matrix, moved, output, part.shape(), planar);
    }

    private static BackwardMap centred(double[][] matrix, Shape output, Shape input, boolean planar) {
        double[] shift = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            shift[axis] = (input.axis(axis) - 1) / 2.0;
            for (int i = 0; i < 3; i++) {
                shift[axis] -= matrix[axis][i] * (output.axis(i) - 1) / 2.0;
            }
        }
        return new BackwardMap(matrix, shift, output, input, planar);
    }

    private static double[][] about(int axis, double radians) {
        double cosine = Math.cos(radians);
        double sine = Math.sin(radians);
        return switch (axis) {
            case 0 -> new double[][] {{1, 0, 0}, {0, cosine, -sine}, {0, sine, cosine}};
            case 1 -> new double[][] {{cosine, 0, sine}, {0, 1, 0}, {-sine, 0, cosine}};
            default -> new double[][] {{cosine, -sine, 0}, {sine, cosine, 0}, {0, 0, 1}};
        };
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] result = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    result[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return result;
    }

    private static void requireScale(double scale) {
        if (!(scale > 0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("scale must be positive and finite, got " + scale);
        }
    }
}
