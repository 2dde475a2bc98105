package org.sagittal.models.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.sagittal.geometry.volume.Shape;

/**
 * Weighted sums of logits for the slices that tiles still reach: sum(w * logit) and sum(w) per voxel in float32. A slice that no tile will
 * reach any more is divided, handed on, and its memory used again.
 *
 * <p>nnU-Net sums in float16, which keeps few bits where only a tile's corner contributes; float32 sums of the same float16 weights
 * are the better choice and agree with it elsewhere to 1e-3 (nnunet.md 7.3).
 */
final class LogitWindow {
    private final int heads;
    private final Shape padded;
    private final Shape patch;
    private final float[] tileWeights;
    private final TilePadding padding;
    private final Shape image;

    private final Deque<Sums> open = new ArrayDeque<>();
    private final List<Sums> free = new ArrayList<>();
    private final float[][] finished;
    private int firstOpen;

    private static final class Sums {
        final float[][] logits;
        final float[] weights;

        Sums(int heads, int voxels) {
            logits = new float[heads][voxels];
            weights = new float[voxels];
        }

        void clear() {
            for (float[] head : logits) {
                java.util.Arrays.fill(head, 0);
            }
            java.util.Arrays.fill(weights, 0);
        }
    }

    /**
     * An empty window at the first slice.
     *
     * @param heads channels of the logits
     * @param image extents without padding
     * @param patch extents of a tile, z = 1 for a 2D network
     */
    LogitWindow(int heads, Shape image, Shape patch) {
        this.heads = heads;
        this.image = image;
        this.patch = patch;
        this.padding = TilePadding.of(image, patch);
        this.padded = padding.padded();
        this.tileWeights =
                patch.z() == 1 ? TileWeights.of(patch.y(), patch.x()) : TileWeights.of(patch.z(), patch.y(), patch.x());
        this.finished = new float[heads][image.sliceVoxels()];
    }

    /**
     * Adds one tile.
     *
     * @param logits (heads, patch) at an offset
     * @param offset where the tile begins in {@code logits}
     * @param tile first voxel of the tile in the padded image
     */
    void add(float[] logits, int offset, Tile tile) {
        while (firstOpen + open.size() < tile.z() + patch.z()) {
            Sums sums = free.isEmpty() ? new Sums(heads, padded.sliceVoxels()) : free.remove(free.size() - 1);
            open.addLast(sums);
        }
        int z = firstOpen;
        for (Sums sums : open) {
            if (z >= tile.z() && z < tile.z() + patch.z()) {
                addSlice(sums, logits, offset, z - tile.z(), tile);
            }
            z++;
        }
    }

    private void addSlice(Sums sums, float[] logits, int offset, int tileZ, Tile tile) {
        int patchVoxels = Math.toIntExact(patch.voxels());
        for (int row = 0; row < patch.y(); row++) {
            int weightAt = (tileZ * patch.y() + row) * patch.x();
            int at = (tile.y() + row) * padded.x() + tile.x();
            for (int x = 0; x < patch.x(); x++) {
                sums.weights[at + x] += tileWeights[weightAt + x];
            }
            for (int head = 0; head < heads; head++) {
                int from = offset + head * patchVoxels + weightAt;
                float[] sum = sums.logits[head];
                for (int x = 0; x < patch.x(); x++) {
                    sum[at + x] += logits[from + x] * tileWeights[weightAt + x];
                }
            }
        }
    }

    /**
     * Hands on every slice below a bound: no tile reaches it any more.
     *
     * @param bound first padded slice that may still change
     * @param sink takes slices of the image, without padding
     */
    void finishBelow(int bound, LogitSink sink) {
        while (firstOpen < bound && !open.isEmpty()) {
            Sums sums = open.removeFirst();
            int z = firstOpen - padding.startZ();
            if (z >= 0 && z < image.z()) {
                divide(sums, z);
                sink.slice(z, finished);
            }
            sums.clear();
            free.add(sums);
            firstOpen++;
        }
    }

    private void divide(Sums sums, int z) {
        boolean finite = true;
        for (int head = 0; head < heads; head++) {
            float[] sum = sums.logits[head];
            for (int y = 0; y < image.y(); y++) {
                int from = (y + padding.startY()) * padded.x() + padding.startX();
                int to = y * image.x();
                for (int x = 0; x < image.x(); x++) {
                    float logit = sum[from + x] / sums.weights[from + x];
                    finished[head][to + x] = logit;
                    finite &= Math.abs(logit) <= Float.MAX_VALUE;
                }
            }
        }
        if (!finite) {
            throw new NonFiniteLogitsException("the network's output is NaN or infinite in slice " + z
                    + "; the weights or the image hold such values");
        }
    }
}
