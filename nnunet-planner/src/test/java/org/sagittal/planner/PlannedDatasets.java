package org.sagittal.planner;

import java.nio.file.Path;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/** The datasets in the test resources. */
public final class PlannedDatasets {
    private static final Path ROOT = Path.of("src/test/resources/org/sagittal/planner/plans");

    private PlannedDatasets() {}

    public static DatasetFingerprint fingerprint(String name) {
        return DatasetFingerprint.read(ROOT.resolve(name).resolve("dataset_fingerprint.json"));
    }

    public static DatasetDescription description(String name) {
        return DatasetDescription.read(ROOT.resolve(name).resolve("dataset.json"));
    }
}
