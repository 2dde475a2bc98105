package org.sagittal.cli.input;

import java.io.IOException;
import java.nio.file.Path;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.planner.exchange.CheckpointKind;
import org.sagittal.planner.pipeline.ModelSources;

/** Which checkpoint, as people type it. */
public enum CheckpointWord {
    /** After the last epoch. */
    FINAL(CheckpointKind.FINAL),
    /** After the best epoch. */
    BEST(CheckpointKind.BEST);

    private final CheckpointKind kind;

    CheckpointWord(CheckpointKind kind) {
        this.kind = kind;
    }

    /**
     * Opens models with this checkpoint.
     *
     * @param path what is given as a model
     * @return the models, to be closed
     * @throws IOException if there is nothing, or a run's description is broken
     */
    public ModelSource open(Path path) throws IOException {
        return ModelSources.open(path, kind);
    }
}
