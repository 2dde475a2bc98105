package org.sagittal.models.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sagittal.geometry.volume.Shape;

/**
 * Weighted sums of logits for the slices that tiles still reach: sum(w * logit) and sum(w) per voxel in float32. A slice that no tile will
 * reach any more is divided, handed on, and its memory used again.
 *
 * <p>nnU-Net sums in float16, which keeps few bits where only a tile's corner contributes; float32 sums of the same float16 weights
 * are the better choice and agree with it elsewhere to 1e-3 (nnunet.md 7.3).
 */
final class LogitWindow implements AutoCloseable {
    private final int heads;
    private final Shape padded;
    private final Shape patch;
    private final float[] tileWeights;
    private final TilePadding padding;
    private final Shape image;

    private final SumsPool pool;
    private final Deque<SliceSums> open = new ArrayDeque<>();
    private final float[][] finished;
    private final float[] row;
    private final float[] rowWeights;
    private int firstOpen;

    /**
     * An empty window at the first slice.
     *
     * @param heads channels of the logits
     * @param image extents without padding
     * @param patch extents of a tile, z = 1 for a 2D network
     * @param heapSlices how many slices of sums may lie on the heap
     */
    LogitWindow(int heads, Shape image, Shape patch, long heapSlices) {
        this.heads = heads;
        this.image = image;
        this.patch = patch;
        this.padding = TilePadding.of(image, patch);
        this.padded = padding.padded();
        this.tileWeights =
                patch.z() == 1 ? TileWeights.of(patch.y(), patch.x()) : TileWeights.of(patch.z(), patch.y(), patch.x());
        this.pool = SumsPool.of(heads + 1, padded.sliceVoxels(), patch.x(), heapSlices, patch.z());
        this.finished = new float[heads][image.sliceVoxels()];
        this.row = new float[image.x()];
        this.rowWeights = new float[image.x()];
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
            open.addLast(pool.take());
        }
        int z = firstOpen;
        for (SliceSums sums : open) {
            if (z >= tile.z() && z < tile.z() + patch.z()) {
                addSlice(sums, logits, offset, z - tile.z(), tile);
            }
            z++;
        }
    }

    private void addSlice(SliceSums sums, float[] logits, int offset, int tileZ, Tile tile) {
        int patchVoxels = Math.toIntExact(patch.voxels());
        for (int y = 0; y < patch.y(); y++) {
            int inTile = (tileZ * patch.y() + y) * patch.x();
            int at = (tile.y() + y) * padded.x() + tile.x();
            SliceSums.Run weights = new SliceSums.Run(tileWeights, inTile, patch.x());
            sums.add(heads, at, weights);
            for (int head = 0; head < heads; head++) {
                int from = offset + head * patchVoxels + inTile;
                sums.addWeighted(head, at, new SliceSums.Run(logits, from, patch.x()), weights);
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
            SliceSums sums = open.removeFirst();
            int z = firstOpen - padding.startZ();
            if (z >= 0 && z < image.z()) {
                divide(sums, z);
                sink.slice(z, finished);
            }
            pool.giveBack(sums);
            firstOpen++;
        }
    }

    private void divide(SliceSums sums, int z) {
        boolean finite = true;
        for (int y = 0; y < image.y(); y++) {
            int from = (y + padding.startY()) * padded.x() + padding.startX();
            int to = y * image.x();
            sums.read(heads, from, rowWeights, image.x());
            for (int head = 0; head < heads; head++) {
                sums.read(head, from, row, image.x());
                float[] logits = finished[head];
                for (int x = 0; x < image.x(); x++) {
                    float logit = row[x] / rowWeights[x];
                    logits[to + x] = logit;
                    finite &= Math.abs(logit) <= Float.MAX_VALUE;
                }
            }
        }
        if (!finite) {
            throw new NonFiniteLogitsException("the network's output is NaN or infinite in slice " + z
                    + "; the weights or the image hold such values");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
