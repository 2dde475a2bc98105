package org.sagittal.preprocessing.store;

import java.nio.file.Path;
import java.util.Map;
import org.sagittal.preprocessing.CaseProgress;

/**
 * How a store is built.
 *
 * @param threads cases worked on at a time; each needs memory for its whole image
 * @param progress hears of finished cases and may stop the work
 * @param previousStage for a cascade: case id -> label file that an earlier network wrote on the raw grid; else empty
 */
public record BuildOptions(int threads, CaseProgress progress, Map<String, Path> previousStage) {
    /** Refuses less than one thread. */
    public BuildOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        previousStage = Map.copyOf(previousStage);
    }

    /**
     * Options without a cascade that nobody watches.
     *
     * @param threads cases worked on at a time
     * @return the options
     */
    public static BuildOptions quiet(int threads) {
        return new BuildOptions(threads, CaseProgress.SILENT, Map.of());
    }
}
