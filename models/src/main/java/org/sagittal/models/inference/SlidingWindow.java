package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * The logits of a whole volume from a network that sees patches: L(v) = sum of w(v - t) * f_t(v) over the tiles t that hold v, divided by
 * the sum of w(v - t); with several networks (folds) the mean of theirs.
 *
 * <p>Tiles go from z = 0 upwards, so that a slice is finished as soon as the last tile that holds it is, and memory holds a window of one
 * patch's depth: (heads + 1) * patchZ * y * x float32, whatever the volume's length, or a temporary file does ({@link SumsBudget}). A 2D network runs on every slice.
 *
 * <p>Reference: {@code nnUNetPredictor} of nnU-Net 2.8.1, nnunet.md 7.1 to 7.4; sums are float32 instead of float16.
 */
public final class SlidingWindow {
    private final List<PatchNetwork> folds;
    private final List<Integer> patchSize;
    private final Shape patch;
    private final double step;
    private final int batch;

    private SlidingWindow(List<PatchNetwork> folds, List<Integer> patchSize, double step, int batch) {
        this.folds = folds;
        this.patchSize = patchSize;
        this.patch = patchSize.size() == 2
                ? new Shape(1, patchSize.get(0), patchSize.get(1))
                : new Shape(patchSize.get(0), patchSize.get(1), patchSize.get(2));
        this.step = step;
        this.batch = batch;
    }

    /**
     * Describes a prediction.
     *
     * @param folds networks whose logits are averaged, at least one
     * @param patchSize (D, H, W) or (H, W)
     * @param step distance of neighbouring tiles at most, as a share of the patch; nnU-Net's default is 0.5
     * @param batch patches a call; more than 1 pays for small 2D patches
     * @return the prediction
     */
    public static SlidingWindow of(List<PatchNetwork> folds, List<Integer> patchSize, double step, int batch) {
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("folds must hold at least one network, got none");
        }
        if (patchSize.size() != 2 && patchSize.size() != 3) {
            throw new IllegalArgumentException("patchSize must have 2 or 3 axes, got " + patchSize);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, got " + batch);
        }
        return new SlidingWindow(List.copyOf(folds), List.copyOf(patchSize), step, batch);
    }

    /**
     * Runs the networks over a volume.
     *
     * @param channels C arrays of one shape, normalised and at the network's spacing
     * @param sink takes the logits, slice by slice
     * @param progress told after every call of the network
     */
    public void run(List<FloatVoxels> channels, LogitSink sink, InferenceProgress progress) {
        run(channels, Box.of(channels.get(0).shape()), sink, progress);
    }

    /**
     * Runs the networks over those tiles of a volume that reach a part of it; the part's logits are those of the whole volume's run.
     *
     * @param channels C arrays of one shape, normalised and at the network's spacing
     * @param part which voxels are wanted
     * @param sink takes the part's logits, slice by slice, counted from its first
     * @param progress told after every call of the network
     */
    public void run(List<FloatVoxels> channels, Box part, LogitSink sink, InferenceProgress progress) {
        run(channels, part, SumsRoom.own(), sink, progress);
    }

    /** The same with another place for the sums. */
    void run(List<FloatVoxels> channels, Box part, SumsRoom room, LogitSink sink, InferenceProgress progress) {
        run(channels, new Task(part, mean(), room), sink, progress);
    }

    /** The mean of the folds, with a last layer that comes after the blending where that takes fewer sums. */
    private TileFunction mean() {
        return FoldFeatures.of(folds, size()).<TileFunction>map(f -> f).orElseGet(() -> new FoldMean(folds, size()));
    }

    /**
     * How large the sums are for which {@link SumsBudget} finds a place.
     *
     * @param part which voxels are wanted
     * @return bytes
     */
    long sumsBytes(Box part) {
        Shape shape = part.shape();
        return (long) Math.min(patch.z(), shape.z()) * shape.sliceVoxels() * (mean().planes() + 1) * Float.BYTES;
    }

    /**
     * What a block takes on the heap: its sums, and the slices on their way from sums to labels.
     *
     * @param source extents of the block on the network's grid
     * @param resampledVoxels voxels of a slice on the grid that logits are resampled to; 0 if they are not
     * @return bytes
     */
    long blockBytes(Shape source, long resampledVoxels) {
        long heads = folds.get(0).heads();
        long planes = mean().planes();
        // divided sums and weights; logits made of features; two resampled slices and their mixture
        long atHand = (planes + 1 + (planes < heads ? heads : 0)) * source.sliceVoxels() + 3 * heads * resampledVoxels;
        return sumsBytes(Box.of(source)) + atHand * Float.BYTES;
    }

    /**
     * What lies on the heap whatever the block.
     *
     * @param image extents on the network's grid
     * @return bytes of the image's channels, of a call's patches, and of the answers that several folds are joined in
     */
    long besideBytes(Shape image) {
        long channels = folds.get(0).inputChannels();
        long joined = folds.size() > 1 ? mean().planes() : 0;
        return (channels * image.voxels() + batch * patch.voxels() * (2 * channels + joined)) * Float.BYTES;
    }

    /**
     * Runs the networks and compares their passes.
     *
     * @param channels C arrays of one shape, normalised and at the network's spacing
     * @param comparison which voxels, what is measured, and who counts
     * @param sink takes the part's logits as {@link #run} gives them, and behind them a plane of uncertainty in [0, 1]
     * @param progress told after every call of the network
     */
    void runComparing(
            List<FloatVoxels> channels, LogitComparison comparison, LogitSink sink, InferenceProgress progress) {
        Box part = comparison.part();
        Box padded = TilePadding.of(channels.get(0).shape(), patch).place(part);
        run(
                channels,
                new Task(
                        part,
                        new FoldDisagreement(folds, size(), padded, comparison.kind(), comparison.agreement()),
                        SumsRoom.own()),
                sink,
                progress);
    }

    private record Task(Box part, TileFunction function, SumsRoom room) {}

    private void run(List<FloatVoxels> channels, Task task, LogitSink sink, InferenceProgress progress) {
        int expected = folds.get(0).inputChannels();
        if (channels.size() != expected) {
            throw new IllegalArgumentException(
                    "channels must number " + expected + " for this network, got " + channels.size());
        }
        TilePadding padding = TilePadding.of(channels.get(0).shape(), patch);
        Box padded = padding.place(task.part());
        int planes = task.function().planes();
        LogitSink finishing = task.function().before(sink);
        try (LogitWindow window = new LogitWindow(planes, padded, patch, task.room())) {
            TileReader reader = new TileReader(channels, patch, padding);
            List<List<Tile>> batches = batches(padding.padded(), padded);
            for (int done = 0; done < batches.size(); done++) {
                progress.step((double) done / batches.size());
                List<Tile> tiles = batches.get(done);
                window.finishBelow(tiles.get(0).z(), finishing);
                task.function().answer(reader.read(tiles), tiles, answer -> {
                    int length = answer.limit() / tiles.size();
                    for (int i = 0; i < tiles.size(); i++) {
                        window.add(answer, i * length, tiles.get(i));
                    }
                });
            }
            window.finishBelow(Integer.MAX_VALUE, finishing);
        }
        progress.step(1);
    }

    private int[] size() {
        return patchSize.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * How many rows or columns of tiles reach a part of a volume.
     *
     * @param axis 1 for rows, 2 for columns
     * @param image extents at the network's spacing
     * @param part which voxels are wanted
     */
    long tilesAlong(int axis, Shape image, Box part) {
        TilePadding padding = TilePadding.of(image, patch);
        Box padded = padding.place(part);
        int extent = patch.axis(axis);
        return Arrays.stream(TileGrid.starts(padding.padded().axis(axis), extent, step))
                .filter(start -> start < padded.end(axis) && start + extent > padded.start(axis))
                .count();
    }

    /**
     * The calls that reach a part. Tiles share a call with the same neighbours whatever the part is: an engine's last bits depend on the
     * batch.
     */
    private List<List<Tile>> batches(Shape padded, Box part) {
        List<Tile> tiles = tiles(padded);
        List<List<Tile>> batches = new ArrayList<>();
        for (int from = 0; from < tiles.size(); from += batch) {
            List<Tile> next = tiles.subList(from, Math.min(from + batch, tiles.size()));
            if (next.stream().anyMatch(tile -> tile.reaches(part, patch))) {
                batches.add(next);
            }
        }
        return batches;
    }

    private List<Tile> tiles(Shape padded) {
        int[] slices = new int[padded.z()];
        Arrays.setAll(slices, z -> z);
        int[] startsZ = patchSize.size() == 2 ? slices : TileGrid.starts(padded.z(), patch.z(), step);
        int[] startsY = TileGrid.starts(padded.y(), patch.y(), step);
        int[] startsX = TileGrid.starts(padded.x(), patch.x(), step);
        List<Tile> tiles = new ArrayList<>();
        for (int z : startsZ) {
            for (int y : startsY) {
                for (int x : startsX) {
                    tiles.add(new Tile(z, y, x));
                }
            }
        }
        return tiles;
    }
}
