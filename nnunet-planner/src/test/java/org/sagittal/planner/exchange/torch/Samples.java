package org.sagittal.planner.exchange.torch;

import java.nio.file.Path;

/** Small models and checkpoints that lie in the test resources. */
public final class Samples {
    private Samples() {}

    /**
     * One of them.
     *
     * @param name e.g. {@code tiny.zip}
     * @return its path
     */
    public static Path of(String name) {
        return Path.of("src/test/resources/org/sagittal/planner/exchange", name);
    }
}
