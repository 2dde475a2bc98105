package org.sagittal.preprocessing.dataset;

import static org.sagittal.preprocessing.dataset.DatasetProblem.fatal;
import static org.sagittal.preprocessing.dataset.DatasetProblem.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sagittal.geometry.Closeness;
import org.sagittal.geometry.volume.GridGap;
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
        Optional<VoxelGrid> a = grid(first.placement());
        Optional<VoxelGrid> b = grid(other.placement());
        if (a.isPresent() && b.isPresent()) {
            for (String apart : GridGap.between(b.get(), a.get(), firstName)) {
                problems.add(warning(
                        id,
                        name + " " + apart,
                        "voxels are matched by index, so look whether they overlay; if so copy the header"));
            }
        }
        return problems;
    }

    /** Where an image lies in the world, if it does; as its file has it, before any turning. */
    static Optional<VoxelGrid> grid(Placement placement) {
        if (placement instanceof Placement.World world) {
            return Optional.of(world.grid());
        }
        return placement instanceof Placement.Turned turned ? Optional.of(turned.grid()) : Optional.empty();
    }

    private static double largest(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
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
