package org.sagittal.models.inference;

import java.util.List;

/** The mean of several networks' logits. Each answer takes the place of the one before. */
final class FoldMean implements TileFunction {
    private final List<PatchNetwork> folds;
    private final int[] patchSize;
    private float[] sum = {};
    private float[] more = {};

    FoldMean(List<PatchNetwork> folds, int[] patchSize) {
        this.folds = folds;
        this.patchSize = patchSize;
    }

    @Override
    public int planes() {
        return folds.get(0).heads();
    }

    @Override
    public float[] answer(float[] patches, List<Tile> tiles) {
        int batch = tiles.size();
        int length = batch * planes();
        for (int extent : patchSize) {
            length = Math.multiplyExact(length, extent);
        }
        sum = room(sum, length);
        folds.get(0).logits(patches, batch, patchSize, sum);
        for (PatchNetwork fold : folds.subList(1, folds.size())) {
            more = room(more, length);
            fold.logits(patches, batch, patchSize, more);
            ProbabilityMean.add(sum, more);
        }
        ProbabilityMean.divide(sum, folds.size());
        return sum;
    }

    private static float[] room(float[] held, int length) {
        return held.length == length ? held : new float[length];
    }
}
