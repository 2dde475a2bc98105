package org.sagittal.preprocessing.dataset;

import static org.sagittal.preprocessing.dataset.DatasetProblem.fatal;
import static org.sagittal.preprocessing.dataset.DatasetProblem.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.Closeness;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.Placement;

/** Whether two files of a case lie on one grid, and how far they are apart if not. */
final class GridComparison {
    private GridComparison() {}

    static List<DatasetProblem> of(String id, String firstName, CaseImages first, String name, CaseImages other) {
        List<DatasetProblem> problems = new ArrayList<>();
        if (!other.shape().equals(first.shape())) {
            problems.add(fatal(
                    id,
                    name + " has shape " + other.shape() + " but " + firstName + " has " + first.shape(),
                    "resample one onto the other's grid, or find out which belongs to another case"));
        }
        double[] spacing = other.spacing().toArrayMm();
        double[] firstSpacing = first.spacing().toArrayMm();
        if (!Closeness.allClose(spacing, firstSpacing)) {
            problems.add(fatal(
                    id,
                    name + " has spacing " + text(spacing) + " mm but " + firstName + " has " + text(firstSpacing)
                            + " mm (apart by " + number(largest(spacing, firstSpacing)) + " mm)",
                    "correct the header that is wrong, or resample"));
        }
        VoxelGrid a = grid(first.placement());
        VoxelGrid b = grid(other.placement());
        if (a != null && b != null) {
            worlds(id, firstName, a, name, b, problems);
        }
        return problems;
    }

    private static void worlds(
            String id, String firstName, VoxelGrid a, String name, VoxelGrid b, List<DatasetProblem> problems) {
        double[] from = {a.originMm().x(), a.originMm().y(), a.originMm().z()};
        double[] to = {b.originMm().x(), b.originMm().y(), b.originMm().z()};
        if (!Closeness.allClose(to, from)) {
            problems.add(warning(
                    id,
                    name + " begins " + number(distanceMm(a.originMm(), b.originMm())) + " mm away from " + firstName,
                    "voxels are matched by index, so look whether they overlay; if so copy the header"));
        }
        if (!Closeness.allClose(b.direction(), a.direction())) {
            problems.add(warning(
                    id,
                    name + " is turned by " + number(degrees(a.direction(), b.direction())) + " degrees against "
                            + firstName,
                    "voxels are matched by index, so look whether they overlay; if so copy the header"));
        }
    }

    private static VoxelGrid grid(Placement placement) {
        if (placement instanceof Placement.World world) {
            return world.grid();
        }
        return placement instanceof Placement.Turned turned ? turned.grid() : null;
    }

    private static double largest(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static double distanceMm(Vec3 a, Vec3 b) {
        return Math.sqrt((a.x() - b.x()) * (a.x() - b.x())
                + (a.y() - b.y()) * (a.y() - b.y())
                + (a.z() - b.z()) * (a.z() - b.z()));
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

    private static String text(double[] zyx) {
        return "(" + number(zyx[0]) + ", " + number(zyx[1]) + ", " + number(zyx[2]) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
