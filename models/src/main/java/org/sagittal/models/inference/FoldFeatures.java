package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Several networks without their last layers. Where there are more heads than features of all networks together - a hundred organs and 32
 * features - the features are blended, and the last layers see each voxel once: a third of the sums, and an eighth of the last layers' work.
 */
final class FoldFeatures implements TileFunction {
    private final List<PatchNetwork> folds;
    private final List<LastLayer> layers;
    private final int[] patchSize;
    private float[] all = {};

    private FoldFeatures(List<PatchNetwork> folds, List<LastLayer> layers, int[] patchSize) {
        this.folds = folds;
        this.layers = layers;
        this.patchSize = patchSize;
    }

    /**
     * The networks without their last layers.
     *
     * @param folds networks
     * @param patchSize (D, H, W) or (H, W)
     * @return empty if one of them cannot do without, or if there are as many features as heads
     */
    static Optional<FoldFeatures> of(List<PatchNetwork> folds, int[] patchSize) {
        List<LastLayer> layers =
                folds.stream().flatMap(fold -> fold.lastLayer().stream()).toList();
        int features = layers.stream().mapToInt(LastLayer::features).sum();
        return layers.size() == folds.size() && features < folds.get(0).heads()
                ? Optional.of(new FoldFeatures(folds, layers, patchSize))
                : Optional.empty();
    }

    @Override
    public int planes() {
        return layers.stream().mapToInt(LastLayer::features).sum();
    }

    @Override
    public LogitSink before(LogitSink sink) {
        return new LastLayers(layers, sink);
    }

    @Override
    public void answer(float[] patches, List<Tile> tiles, Consumer<FloatBuffer> taking) {
        int batch = tiles.size();
        if (folds.size() == 1) {
            folds.get(0).features(patches, batch, patchSize, taking);
            return;
        }
        int voxels = IntStream.of(patchSize).reduce(1, Math::multiplyExact);
        int planes = planes();
        int length = Math.multiplyExact(Math.multiplyExact(batch, planes), voxels);
        if (all.length != length) {
            all = new float[length];
        }
        int plane = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            int own = layers.get(fold).features() * voxels;
            int to = plane * voxels;
            folds.get(fold).features(patches, batch, patchSize, answer -> {
                for (int n = 0; n < batch; n++) {
                    answer.get(n * own, all, n * planes * voxels + to, own);
                }
            });
            plane += layers.get(fold).features();
        }
        taking.accept(FloatBuffer.wrap(all));
    }
}
