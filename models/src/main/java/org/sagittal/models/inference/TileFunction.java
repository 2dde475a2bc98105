package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/** What is computed on tiles and blended into the whole: f: R^(C x patch) -> R^(planes x patch). */
interface TileFunction {
    /** Channels of an answer. */
    int planes();

    /**
     * What stands between the blended planes and the logits.
     *
     * @param sink takes the logits
     * @return takes the planes
     */
    default LogitSink before(LogitSink sink) {
        return sink;
    }

    /**
     * Answers a batch.
     *
     * @param patches (N, C, patch), row-major; not kept
     * @param tiles where the N patches lie in the padded image
     * @param taking takes (N, planes, patch), row-major, which is gone when it returns: the engine's own memory, mostly
     */
    void answer(float[] patches, List<Tile> tiles, Consumer<FloatBuffer> taking);
}
