package org.sagittal.geometry.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real images and the reference tools' results; a test that asks for them is skipped, saying so, where they are absent. */
public final class SharedData {
    private SharedData() {}

    /**
     * A file or folder of the shared data.
     *
     * @param path relative to the folder named by the system property {@code sagittal.shared}, e.g. {@code goldens/plans}
     * @return the existing path; the running test is skipped if there is none
     */
    public static Path require(String path) {
        Path found = Path.of(System.getProperty("sagittal.shared", "../shared")).resolve(path);
        Assumptions.assumeTrue(
                Files.exists(found),
                () -> "skipped: reference data absent: "
                        + found.toAbsolutePath().normalize());
        return found;
    }
}
