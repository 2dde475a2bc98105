package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * Cuts a part of a case into blocks - all slices, some rows and columns - that fit into a bound. Tiles that reach two blocks are
 * computed for both, so rows and columns are cut where the fewest tiles reach across, and of the cuts that fit the one with the fewest
 * tiles is taken: two by two blocks have fewer than four strips.
 *
 * <pre>
 *   tiles    |-----|          a cut here      |     is reached across by the middle one only;
 *               |-----|                             a cut a little to the left by two
 *                     |-----|
 * </pre>
 */
final class BlockCut {
    /** Cuts with up to so many more blocks than needed are looked at. */
    private static final int MORE = 3;

    private static final int MOST_BLOCKS = 64;
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    private final LogitPart part;
    private final SlidingWindow window;

    private BlockCut(LogitPart part, SlidingWindow window) {
        this.part = part;
        this.window = window;
    }

    /**
     * Cuts a part.
     *
     * @param part what to cut
     * @param window what will compute the blocks
     * @param blockBytes what a block may take ({@link SlidingWindow#blockBytes}); where nothing is that small, the smallest of the blocks looked at
     * @return the blocks, row by row; the part alone where its slices cannot be resampled one by one
     */
    static List<LogitPart> of(LogitPart part, SlidingWindow window, long blockBytes) {
        if (!part.sameGrid() && part.slices().isEmpty()) {
            return List.of(part);
        }
        return new BlockCut(part, window).within(blockBytes);
    }

    /**
     * An axis cut into pieces.
     *
     * @param borders of the target: where each piece begins, and where the last one ends
     * @param largest extent of the largest piece's source
     * @param largestTarget extent of the largest piece
     * @param tiles that reach the pieces, summed
     */
    private record AxisCut(List<Integer> borders, int largest, int largestTarget, long tiles) {
        private int pieces() {
            return borders.size() - 1;
        }
    }

    private record Grid(AxisCut rows, AxisCut columns) {
        private double tiles() {
            return (double) rows.tiles * columns.tiles;
        }
    }

    /**
     * What a block takes on the heap.
     *
     * @param block one of a case's
     * @param window what will compute it
     * @return bytes
     */
    static long bytes(LogitPart block, SlidingWindow window) {
        return window.blockBytes(
                block.source().shape(),
                block.sameGrid() ? 0 : block.target().shape().sliceVoxels());
    }

    private List<LogitPart> within(long blockBytes) {
        List<AxisCut> rows = cuts(ROWS);
        List<AxisCut> columns = cuts(COLUMNS);
        Optional<Grid> best = Optional.empty();
        Grid smallest = new Grid(rows.get(0), columns.get(0));
        int most = MOST_BLOCKS;
        for (int count = 1; count <= most; count++) {
            for (int pieces = 1; pieces <= Math.min(count, rows.size()); pieces++) {
                if (count % pieces != 0 || count / pieces > columns.size()) {
                    continue;
                }
                Grid grid = new Grid(rows.get(pieces - 1), columns.get(count / pieces - 1));
                smallest = bytes(grid) < bytes(smallest) ? grid : smallest;
                if (bytes(grid) <= blockBytes) {
                    most = best.isEmpty() ? Math.min(most, count + MORE) : most;
                    best = best.filter(b -> b.tiles() <= grid.tiles()).or(() -> Optional.of(grid));
                }
            }
        }
        return blocks(best.orElse(smallest));
    }

    private long bytes(Grid grid) {
        int z = part.source().shape().z();
        long target = (long) grid.rows.largestTarget * grid.columns.largestTarget;
        return window.blockBytes(new Shape(z, grid.rows.largest, grid.columns.largest), part.sameGrid() ? 0 : target);
    }

    private List<LogitPart> blocks(Grid grid) {
        List<LogitPart> blocks = new ArrayList<>();
        for (int i = 0; i < grid.rows.pieces(); i++) {
            Box strip = piece(part.target(), ROWS, grid.rows.borders, i);
            for (int j = 0; j < grid.columns.pieces(); j++) {
                blocks.add(LogitPart.of(part.restoration(), piece(strip, COLUMNS, grid.columns.borders, j)));
            }
        }
        return List.copyOf(blocks);
    }

    /** An axis in one piece, in two, and so on. */
    private List<AxisCut> cuts(int axis) {
        int start = part.target().start(axis);
        int length = part.target().end(axis) - start;
        long[] costs = new long[length];
        for (int t = 1; t < length; t++) {
            List<Integer> borders = List.of(start, start + t, start + length);
            costs[t] = cut(axis, borders).tiles;
        }
        List<AxisCut> cuts = new ArrayList<>();
        for (int pieces = 1; pieces <= Math.min(length, MOST_BLOCKS); pieces++) {
            List<Integer> borders = new ArrayList<>(List.of(start));
            for (int i = 1; i < pieces; i++) {
                borders.add(start + border((int) ((long) length * i / pieces), length / pieces / 4, costs));
            }
            borders.add(start + length);
            cuts.add(cut(axis, borders));
        }
        return cuts;
    }

    /** Of the borders near one, the one across which the fewest tiles reach, the nearest of them. */
    private static int border(int nominal, int room, long[] costs) {
        int best = nominal;
        for (int distance = 1; distance <= room; distance++) {
            for (int border : new int[] {nominal - distance, nominal + distance}) {
                best = border > 0 && border < costs.length && costs[border] < costs[best] ? border : best;
            }
        }
        return best;
    }

    private AxisCut cut(int axis, List<Integer> borders) {
        Shape image = part.restoration().networkShape();
        int largest = 0;
        int largestTarget = 0;
        long tiles = 0;
        for (int i = 0; i + 1 < borders.size(); i++) {
            Box source = LogitPart.of(part.restoration(), piece(part.target(), axis, borders, i))
                    .source();
            largest = Math.max(largest, source.end(axis) - source.start(axis));
            largestTarget = Math.max(largestTarget, borders.get(i + 1) - borders.get(i));
            tiles += window.tilesAlong(axis, image, source);
        }
        return new AxisCut(List.copyOf(borders), largest, largestTarget, tiles);
    }

    private static Box piece(Box box, int axis, List<Integer> borders, int i) {
        int from = borders.get(i);
        int to = borders.get(i + 1);
        return axis == ROWS
                ? new Box(box.startZ(), from, box.startX(), box.endZ(), to, box.endX())
                : new Box(box.startZ(), box.startY(), from, box.endZ(), box.endY(), to);
    }
}
