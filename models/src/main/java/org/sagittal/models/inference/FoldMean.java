package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/** The mean of several networks' logits. Each answer takes the place of the one before. */
final class FoldMean implements TileFunction {
    private static final int PART = 1 << 14;

    private final List<PatchNetwork> folds;
    private final int[] patchSize;
    private float[] sum = {};

    FoldMean(List<PatchNetwork> folds, int[] patchSize) {
        this.folds = folds;
        this.patchSize = patchSize;
    }

    @Override
    public int planes() {
        return folds.get(0).heads();
    }

    @Override
    public void answer(float[] patches, List<Tile> tiles, Consumer<FloatBuffer> taking) {
        int batch = tiles.size();
        if (folds.size() == 1) {
            folds.get(0).logits(patches, batch, patchSize, taking);
            return;
        }
        int length = batch * planes();
        for (int extent : patchSize) {
            length = Math.multiplyExact(length, extent);
        }
        if (sum.length != length) {
            sum = new float[length];
        }
        folds.get(0).logits(patches, batch, patchSize, first -> first.get(0, sum));
        for (PatchNetwork fold : folds.subList(1, folds.size())) {
            fold.logits(patches, batch, patchSize, more -> add(sum, more));
        }
        ProbabilityMean.divide(sum, folds.size());
        taking.accept(FloatBuffer.wrap(sum));
    }

    private static void add(float[] sum, FloatBuffer more) {
        float[] part = new float[Math.min(PART, sum.length)];
        for (int from = 0; from < sum.length; from += PART) {
            int count = Math.min(PART, sum.length - from);
            more.get(from, part, 0, count);
            for (int i = 0; i < count; i++) {
                sum[from + i] += part[i];
            }
        }
    }
}
