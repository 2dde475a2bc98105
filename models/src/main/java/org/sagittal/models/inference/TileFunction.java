package org.sagittal.models.inference;

import java.util.List;

/** What is computed on tiles and blended into the whole: f: R^(C x patch) -> R^(planes x patch). */
interface TileFunction {
    /** Channels of an answer. */
    int planes();

    /**
     * Answers a batch.
     *
     * @param patches (N, C, patch), row-major; not kept
     * @param tiles where the N patches lie in the padded image
     * @return (N, planes, patch), row-major; may be overwritten by the next answer
     */
    float[] answer(float[] patches, List<Tile> tiles);
}
