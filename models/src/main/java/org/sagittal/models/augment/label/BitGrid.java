package org.sagittal.models.augment.label;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.volume.Shape;

/** A set of voxels, 64 of a row in one word, so that a dilation with hundreds of offsets costs a few operations a word. */
final class BitGrid {
    private final Shape shape;
    private final int wordsPerRow;
    private final long[] words;

    private BitGrid(Shape shape) {
        this.shape = shape;
        this.wordsPerRow = (shape.x() + 63) >>> 6;
        this.words = new long[Math.multiplyExact(shape.z() * shape.y(), wordsPerRow)];
    }

    /** The voxels whose value is not 0. */
    static BitGrid of(float[] channel, Shape shape) {
        BitGrid grid = new BitGrid(shape);
        for (int row = 0; row < shape.z() * shape.y(); row++) {
            for (int x = 0; x < shape.x(); x++) {
                if (channel[row * shape.x() + x] != 0) {
                    grid.words[row * grid.wordsPerRow + (x >>> 6)] |= 1L << x;
                }
            }
        }
        return grid;
    }

    boolean get(int row, int x) {
        return (words[row * wordsPerRow + (x >>> 6)] >>> x & 1) != 0;
    }

    /** All voxels that are not in this set. */
    BitGrid complement() {
        BitGrid result = new BitGrid(shape);
        long lastWord = -1L >>> (64 * wordsPerRow - shape.x());
        for (int i = 0; i < words.length; i++) {
            result.words[i] = ~words[i] & ((i + 1) % wordsPerRow == 0 ? lastWord : -1L);
        }
        return result;
    }

    /** All voxels that see a voxel of this set through the footprint; nothing lies beyond the border. */
    BitGrid dilated(Footprint footprint) {
        BitGrid result = new BitGrid(shape);
        Map<List<Integer>, BitGrid> alongX = new HashMap<>();
        for (Footprint.Run run : footprint.runs()) {
            BitGrid wide = alongX.computeIfAbsent(List.of(run.firstX(), run.lastX()), r -> widened(r.get(0), r.get(1)));
            for (int z = Math.max(0, -run.z()); z < shape.z() - Math.max(0, run.z()); z++) {
                int firstY = Math.max(0, -run.y());
                int count = shape.y() - Math.abs(run.y());
                int into = (z * shape.y() + firstY) * wordsPerRow;
                int from = ((z + run.z()) * shape.y() + firstY + run.y()) * wordsPerRow;
                for (int i = 0; i < count * wordsPerRow; i++) {
                    result.words[into + i] |= wide.words[from + i];
                }
            }
        }
        return result;
    }

    private BitGrid widened(int firstX, int lastX) {
        BitGrid result = new BitGrid(shape);
        for (int x = firstX; x <= lastX; x++) {
            for (int row = 0; row < words.length; row += wordsPerRow) {
                for (int word = 0; word < wordsPerRow; word++) {
                    result.words[row + word] |= shifted(row, word, x);
                }
            }
        }
        BitGrid inside = result.complement();
        return inside.complement();
    }

    /** The word whose bit x is this row's bit x + by. */
    private long shifted(int row, int word, int by) {
        int whole = word + Math.floorDiv(by, 64);
        int bits = Math.floorMod(by, 64);
        long low = wordAt(row, whole) >>> bits;
        return bits == 0 ? low : low | wordAt(row, whole + 1) << (64 - bits);
    }

    private long wordAt(int row, int word) {
        return word < 0 || word >= wordsPerRow ? 0 : words[row + word];
    }
}
