package org.sagittal.geometry.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.Closeness;
import org.sagittal.geometry.Vec3;

/** How far two grids that are overlaid voxel by voxel lie apart in the world, in words. */
public final class GridGap {
    private GridGap() {}

    /**
     * Compares origins and directions; shape and spacing are others' business.
     *
     * @param other where a second file lies
     * @param reference where the first lies
     * @param referenceName what to call the first
     * @return clauses such as "begins 12.5 mm away from ct.nii.gz"; none where the grids are close
     */
    public static List<String> between(VoxelGrid other, VoxelGrid reference, String referenceName) {
        List<String> clauses = new ArrayList<>();
        if (!Closeness.allClose(array(other.originMm()), array(reference.originMm()))) {
            double mm = distanceMm(array(other.originMm()), array(reference.originMm()));
            clauses.add("begins " + number(mm) + " mm away from " + referenceName);
        }
        if (!Closeness.allClose(other.direction(), reference.direction())) {
            double degrees = degrees(other.direction(), reference.direction());
            clauses.add("is turned by " + number(degrees) + " degrees against " + referenceName);
        }
        return clauses;
    }

    /**
     * Compares spacings, origins and directions.
     *
     * @param other where a second file lies
     * @param reference where the first lies
     * @param referenceName what to call the first
     * @return clauses as those of {@link #between}, and before them one such as "has spacing (3, 1, 1) mm where ct.nii.gz has (2, 1, 1)
     *     mm, 1 mm apart"
     */
    public static List<String> withSpacing(VoxelGrid other, VoxelGrid reference, String referenceName) {
        List<String> clauses = new ArrayList<>();
        double[] a = other.spacing().toArrayMm();
        double[] b = reference.spacing().toArrayMm();
        if (!Closeness.allClose(a, b)) {
            double most = 0;
            for (int i = 0; i < a.length; i++) {
                most = Math.max(most, Math.abs(a[i] - b[i]));
            }
            clauses.add("has spacing " + numbers(a) + " mm where " + referenceName + " has " + numbers(b) + " mm, "
                    + number(most) + " mm apart");
        }
        clauses.addAll(between(other, reference, referenceName));
        return clauses;
    }

    private static String numbers(double[] zyx) {
        return "(" + number(zyx[0]) + ", " + number(zyx[1]) + ", " + number(zyx[2]) + ")";
    }

    private static double[] array(Vec3 point) {
        return new double[] {point.x(), point.y(), point.z()};
    }

    private static double distanceMm(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    /** The largest angle between axes of the same name. */
    private static double degrees(double[] a, double[] b) {
        double largest = 0;
        for (int column = 0; column < 3; column++) {
            double product = a[column] * b[column] + a[column + 3] * b[column + 3] + a[column + 6] * b[column + 6];
            largest = Math.max(largest, Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, product)))));
        }
        return largest;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
