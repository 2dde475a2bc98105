package org.sagittal.models.inference;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
    /** Below this many values a tile, threads cost more than they bring. */
    private static final long PARALLEL_VALUES = 1 << 18;

    private final int heads;
    private final Shape patch;
    private final float[] tileWeights;
    private final Box part;
    private final Shape extents;

    private final SumsPool pool;
    private final Deque<SliceSums> open = new ArrayDeque<>();
    private final float[][] finished;
    private final float[] weightSums;
    private int firstOpen;

    /**
     * An empty window at the first slice.
     *
     * @param heads channels of the logits
     * @param part which voxels are wanted, in the padded image
     * @param patch extents of a tile, z = 1 for a 2D network
     * @param room where the sums lie
     */
    LogitWindow(int heads, Box part, Shape patch, SumsRoom room) {
        this.heads = heads;
        this.patch = patch;
        this.part = part;
        this.extents = part.shape();
        this.firstOpen = part.startZ();
        this.tileWeights =
                patch.z() == 1 ? TileWeights.of(patch.y(), patch.x()) : TileWeights.of(patch.z(), patch.y(), patch.x());
        Shape window = new Shape(Math.min(patch.z(), extents.z()), extents.y(), extents.x());
        this.pool = SumsPool.of(heads + 1, window, room);
        this.finished = new float[heads][extents.sliceVoxels()];
        this.weightSums = new float[extents.sliceVoxels()];
    }

    /**
     * Adds what one tile says about the part.
     *
     * @param logits (heads, patch) at an offset
     * @param offset where the tile begins in {@code logits}
     * @param tile first voxel of the tile in the padded image
     */
    void add(FloatBuffer logits, int offset, Tile tile) {
        int endZ = Math.min(tile.z() + patch.z(), part.endZ());
        while (firstOpen + open.size() < endZ) {
            open.addLast(pool.take());
        }
        int fromY = Math.max(tile.y(), part.startY());
        int fromX = Math.max(tile.x(), part.startX());
        int rows = Math.min(tile.y() + patch.y(), part.endY()) - fromY;
        int columns = Math.min(tile.x() + patch.x(), part.endX()) - fromX;
        int fromZ = Math.max(tile.z(), firstOpen);
        if (rows <= 0 || columns <= 0 || fromZ >= endZ) {
            return;
        }
        var where = new SliceSums.Rectangle(fromY - part.startY(), rows, fromX - part.startX(), columns);
        int inSlice = (fromY - tile.y()) * patch.x() + fromX - tile.x();
        List<SliceSums> slices = List.copyOf(open);
        each(endZ - fromZ, i -> {
            int inTile = (fromZ + i - tile.z()) * patch.sliceVoxels() + inSlice;
            addSlice(slices.get(fromZ + i - firstOpen), where, logits, offset, inTile);
        });
    }

    private void addSlice(SliceSums sums, SliceSums.Rectangle where, FloatBuffer logits, int offset, int inTile) {
        int patchVoxels = Math.toIntExact(patch.voxels());
        float[] room = new float[(where.rows() - 1) * patch.x() + where.columns()];
        SliceSums.Rows rows = new SliceSums.Rows(room, 0, patch.x());
        IntFunction<SliceSums.Rows> values = head -> {
            logits.get(offset + head * patchVoxels + inTile, room);
            return rows;
        };
        sums.add(where, values, new SliceSums.Rows(tileWeights, inTile, patch.x()));
    }

    private void each(int count, IntConsumer work) {
        IntStream range = IntStream.range(0, count);
        ((long) heads * patch.voxels() > PARALLEL_VALUES ? range.parallel() : range).forEach(work);
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
        sums.read(heads, weightSums);
        AtomicBoolean finite = new AtomicBoolean(true);
        each(heads, head -> {
            float[] logits = finished[head];
            sums.read(head, logits);
            boolean numbers = true;
            for (int i = 0; i < logits.length; i++) {
                float logit = logits[i] / weightSums[i];
                logits[i] = logit;
                numbers &= Math.abs(logit) <= Float.MAX_VALUE;
            }
            if (!numbers) {
                finite.set(false);
            }
        });
        if (!finite.get()) {
            throw new NonFiniteLogitsException("the network's output is NaN or infinite in slice " + z
                    + "; the weights or the image hold such values");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
