package org.sagittal.models.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sagittal.geometry.volume.Box;
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
    private final Shape patch;
    private final float[] tileWeights;
    private final Box part;
    private final Shape extents;

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
     * @param part which voxels are wanted, in the padded image
     * @param patch extents of a tile, z = 1 for a 2D network
     * @param heapSlices how many slices of sums may lie on the heap
     */
    LogitWindow(int heads, Box part, Shape patch, long heapSlices) {
        this.heads = heads;
        this.patch = patch;
        this.part = part;
        this.extents = part.shape();
        this.firstOpen = part.startZ();
        this.tileWeights =
                patch.z() == 1 ? TileWeights.of(patch.y(), patch.x()) : TileWeights.of(patch.z(), patch.y(), patch.x());
        int windowSlices = Math.min(patch.z(), extents.z());
        this.pool = SumsPool.of(heads + 1, extents.sliceVoxels(), extents.x(), heapSlices, windowSlices);
        this.finished = new float[heads][extents.sliceVoxels()];
        this.row = new float[extents.x()];
        this.rowWeights = new float[extents.x()];
    }

    /**
     * Adds what one tile says about the part.
     *
     * @param logits (heads, patch) at an offset
     * @param offset where the tile begins in {@code logits}
     * @param tile first voxel of the tile in the padded image
     */
    void add(float[] logits, int offset, Tile tile) {
        int endZ = Math.min(tile.z() + patch.z(), part.endZ());
        while (firstOpen + open.size() < endZ) {
            open.addLast(pool.take());
        }
        int z = firstOpen;
        for (SliceSums sums : open) {
            if (z >= tile.z() && z < endZ) {
                addSlice(sums, logits, offset, z - tile.z(), tile);
            }
            z++;
        }
    }

    private void addSlice(SliceSums sums, float[] logits, int offset, int tileZ, Tile tile) {
        int patchVoxels = Math.toIntExact(patch.voxels());
        int fromX = Math.max(tile.x(), part.startX());
        int length = Math.min(tile.x() + patch.x(), part.endX()) - fromX;
        if (length <= 0) {
            return;
        }
        int endY = Math.min(tile.y() + patch.y(), part.endY());
        for (int y = Math.max(tile.y(), part.startY()); y < endY; y++) {
            int inTile = (tileZ * patch.y() + y - tile.y()) * patch.x() + fromX - tile.x();
            int at = (y - part.startY()) * extents.x() + fromX - part.startX();
            SliceSums.Run weights = new SliceSums.Run(tileWeights, inTile, length);
            sums.add(heads, at, weights);
            for (int head = 0; head < heads; head++) {
                int from = offset + head * patchVoxels + inTile;
                sums.addWeighted(head, at, new SliceSums.Run(logits, from, length), weights);
            }
        }
    }

    /**
     * Hands on every slice below a bound: no tile reaches it any more.
     *
     * @param bound first padded slice that may still change
     * @param sink takes slices of the part, counted from its first
     */
    void finishBelow(int bound, LogitSink sink) {
        while (firstOpen < bound && !open.isEmpty()) {
            SliceSums sums = open.removeFirst();
            int z = firstOpen - part.startZ();
            divide(sums, z);
            sink.slice(z, finished);
            pool.giveBack(sums);
            firstOpen++;
        }
    }

    private void divide(SliceSums sums, int z) {
        boolean finite = true;
        for (int y = 0; y < extents.y(); y++) {
            int from = y * extents.x();
            sums.read(heads, from, rowWeights, extents.x());
            for (int head = 0; head < heads; head++) {
                sums.read(head, from, row, extents.x());
                float[] logits = finished[head];
                for (int x = 0; x < extents.x(); x++) {
                    float logit = row[x] / rowWeights[x];
                    logits[from + x] = logit;
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
