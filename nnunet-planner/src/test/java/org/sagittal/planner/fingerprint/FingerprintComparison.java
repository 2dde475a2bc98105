package org.sagittal.planner.fingerprint;

import java.util.ArrayList;
import java.util.List;

/** Equal as the reference data demands: shapes exact, spacings to 1e-6 relative, statistics to 1e-6 of |value| + deviation. */
final class FingerprintComparison {
    private FingerprintComparison() {}

    static List<String> compare(DatasetFingerprint expected, DatasetFingerprint actual) {
        List<String> problems = new ArrayList<>();
        if (!expected.shapesAfterCrop().equals(actual.shapesAfterCrop())) {
            problems.add("shapes are " + actual.shapesAfterCrop() + ", expected " + expected.shapesAfterCrop());
        }
        for (int i = 0; i < expected.cases(); i++) {
            for (int axis = 0; axis < 3; axis++) {
                double mm = expected.spacings().get(i).axisMm(axis);
                close(problems, "spacing", mm, actual.spacings().get(i).axisMm(axis), 1e-6 * mm);
            }
        }
        if (expected.wholeSpacings() != actual.wholeSpacings()) {
            problems.add("whole spacings: " + actual.wholeSpacings());
        }
        close(
                problems,
                "relative size",
                expected.medianRelativeSizeAfterCropping(),
                actual.medianRelativeSizeAfterCropping(),
                1e-9);
        if (expected.intensities().size() != actual.intensities().size()) {
            problems.add("channels: " + actual.intensities().size());
            return problems;
        }
        for (int c = 0; c < expected.intensities().size(); c++) {
            compare(
                    problems,
                    expected.intensities().get(c),
                    actual.intensities().get(c));
        }
        return problems;
    }

    private static void compare(List<String> problems, IntensityProperties e, IntensityProperties a) {
        close(problems, "max", e.max(), a.max(), 1e-6 * (Math.abs(e.max()) + e.std()));
        close(problems, "mean", e.mean(), a.mean(), 1e-6 * (Math.abs(e.mean()) + e.std()));
        close(problems, "median", e.median(), a.median(), 1e-6 * (Math.abs(e.median()) + e.std()));
        close(problems, "min", e.min(), a.min(), 1e-6 * (Math.abs(e.min()) + e.std()));
        close(problems, "0.5%", e.percentile005(), a.percentile005(), 1e-6 * (Math.abs(e.percentile005()) + e.std()));
        close(problems, "99.5%", e.percentile995(), a.percentile995(), 1e-6 * (Math.abs(e.percentile995()) + e.std()));
        close(problems, "std", e.std(), a.std(), 1e-6 * (Math.abs(e.mean()) + e.std()));
    }

    private static void close(List<String> problems, String name, double expected, double actual, double allowed) {
        if (!(Math.abs(expected - actual) <= allowed)) {
            problems.add(name + " is " + actual + ", expected " + expected);
        }
    }
}
