package org.sagittal.models.inference;

import java.util.List;

/** The mean of several networks' logits. */
final class FoldMean implements TileFunction {
    private final List<PatchNetwork> folds;
    private final int[] patchSize;

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
        float[] sum = folds.get(0).logits(patches, tiles.size(), patchSize);
        for (PatchNetwork fold : folds.subList(1, folds.size())) {
            add(sum, fold.logits(patches, tiles.size(), patchSize));
        }
        divide(sum, folds.size());
        return sum;
    }

    static void add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    static void divide(float[] sum, int count) {
        if (count > 1) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= count;
            }
        }
    }
}
