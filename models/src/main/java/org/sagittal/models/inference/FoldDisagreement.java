package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * The mean of several networks' logits, exactly that of {@link FoldMean}, and behind it one more plane: the uncertainty among their
 * passes. Counts on the way how far the labels of each pass agree with those of the mean.
 */
final class FoldDisagreement implements TileFunction {
    private final List<PatchNetwork> folds;
    private final int[] patchSize;
    private final Shape patch;
    private final Box part;
    private final Uncertainty kind;
    private final boolean regions;
    private final PassAgreement agreement;

    /**
     * For one case.
     *
     * @param folds networks
     * @param patchSize (D, H, W) or (H, W)
     * @param part which voxels of the padded image are counted
     * @param kind what the plane holds
     * @param agreement takes the counts
     */
    FoldDisagreement(List<PatchNetwork> folds, int[] patchSize, Box part, Uncertainty kind, PassAgreement agreement) {
        this.folds = folds;
        this.patchSize = patchSize;
        this.patch = patchSize.length == 2
                ? new Shape(1, patchSize[0], patchSize[1])
                : new Shape(patchSize[0], patchSize[1], patchSize[2]);
        this.part = part;
        this.kind = kind;
        this.regions = agreement.regions();
        this.agreement = agreement;
    }

    @Override
    public int planes() {
        return folds.get(0).heads() + 1;
    }

    @Override
    public void answer(float[] patches, List<Tile> tiles, Consumer<FloatBuffer> taking) {
        int batch = tiles.size();
        int heads = folds.get(0).heads();
        short[][] labels = new short[folds.size()][];
        PatchPasses sum = null;
        for (int fold = 0; fold < folds.size(); fold++) {
            PatchPasses passes = folds.get(fold).passes(patches, batch, patchSize, regions);
            labels[fold] = passes.labels();
            if (sum == null) {
                sum = passes;
            } else {
                ProbabilityMean.add(sum.logits(), passes.logits());
                ProbabilityMean.add(sum.probabilities(), passes.probabilities());
                ProbabilityMean.add(sum.entropy(), passes.entropy());
            }
        }
        ProbabilityMean.divide(sum.logits(), folds.size());
        ProbabilityMean.divide(sum.probabilities(), folds.size());
        ProbabilityMean.divide(sum.entropy(), folds.size());
        count(labels, PatchPasses.labels(sum.logits(), batch, heads, regions), tiles);
        taking.accept(FloatBuffer.wrap(withUncertainty(sum, batch, heads)));
    }

    private float[] withUncertainty(PatchPasses mean, int batch, int heads) {
        int voxels = mean.entropy().length / batch;
        float[] out = new float[batch * (heads + 1) * voxels];
        double most = Entropy.most(heads, regions);
        IntStream.range(0, batch).forEach(n -> {
            System.arraycopy(mean.logits(), n * heads * voxels, out, n * (heads + 1) * voxels, heads * voxels);
            int to = (n * (heads + 1) + heads) * voxels;
            IntStream.range(0, voxels).parallel().forEach(i -> {
                double entropy = Entropy.at(mean.probabilities(), n * heads * voxels + i, heads, voxels, regions);
                double known = kind == Uncertainty.DISAGREEMENT ? mean.entropy()[n * voxels + i] : 0;
                out[to + i] = (float) Math.max(0, Math.min(1, (entropy - known) / most));
            });
        });
        return out;
    }

    private void count(short[][] labels, short[] consensus, List<Tile> tiles) {
        int voxels = Math.toIntExact(patch.voxels());
        for (int n = 0; n < tiles.size(); n++) {
            Tile tile = tiles.get(n);
            int fromX = Math.max(tile.x(), part.startX());
            int length = Math.min(tile.x() + patch.x(), part.endX()) - fromX;
            for (int z = Math.max(tile.z(), part.startZ()); z < Math.min(tile.z() + patch.z(), part.endZ()); z++) {
                for (int y = Math.max(tile.y(), part.startY()); y < Math.min(tile.y() + patch.y(), part.endY()); y++) {
                    int inTile = ((z - tile.z()) * patch.y() + y - tile.y()) * patch.x() + fromX - tile.x();
                    countRow(labels, consensus, n * voxels + inTile, length);
                }
            }
        }
    }

    private void countRow(short[][] labels, short[] consensus, int at, int length) {
        int passes = labels[0].length / consensus.length;
        for (int fold = 0; fold < labels.length; fold++) {
            for (int pass = 0; pass < passes; pass++) {
                agreement.count(
                        fold * passes + pass,
                        new PassAgreement.Row(labels[fold], pass * consensus.length + at, length),
                        new PassAgreement.Row(consensus, at, length));
            }
        }
    }
}
