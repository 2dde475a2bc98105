package org.sagittal.evaluation.mask;

import org.sagittal.geometry.transform.ConnectedComponents.RunTaker;
import org.sagittal.geometry.volume.Shape;

/**
 * A set of voxels M: {0..z-1} x {0..y-1} x {0..x-1} -> {0, 1}; one bit a voxel, every row begins a new word.
 *
 * <p>Bits beyond the last column of a row are 0. Finished masks never change: who makes one writes to it before handing it on.
 */
public final class BitMask {
    private static final int WORD = Long.SIZE;

    private final Shape shape;
    private final int rowWords;
    private final long[] words;

    /**
     * An empty mask.
     *
     * @param shape extents (z, y, x)
     * @throws IllegalArgumentException if it has more than 2^37 voxels
     */
    public BitMask(Shape shape) {
        this.shape = shape;
        this.rowWords = (shape.x() + WORD - 1) / WORD;
        long count = (long) shape.z() * shape.y() * rowWords;
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("mask must have less than 2^37 voxels, got shape " + shape);
        }
        this.words = new long[(int) count];
    }

    /**
     * Extents.
     *
     * @return (z, y, x)
     */
    public Shape shape() {
        return shape;
    }

    /**
     * Words a row takes.
     *
     * @return x / 64, rounded up
     */
    public int rowWords() {
        return rowWords;
    }

    /**
     * Where a row's words begin.
     *
     * @param z slice
     * @param y row
     * @return index for {@link #word}
     */
    public int rowStart(int z, int y) {
        return (z * shape.y() + y) * rowWords;
    }

    /**
     * 64 voxels of a row.
     *
     * @param index {@link #rowStart} plus the word's number in its row
     * @return bit i is the voxel 64 * number + i
     */
    public long word(int index) {
        return words[index];
    }

    /**
     * Sets 64 voxels of a row, while the mask is being made.
     *
     * @param index as in {@link #word}
     * @param bits the voxels; none beyond the last column
     */
    public void setWord(int index, long bits) {
        words[index] = bits;
    }

    /**
     * Whether a voxel is in the mask.
     *
     * @param z slice
     * @param y row
     * @param x column
     * @return false also outside the extents
     */
    public boolean at(int z, int y, int x) {
        return z >= 0
                && y >= 0
                && x >= 0
                && z < shape.z()
                && y < shape.y()
                && x < shape.x()
                && (words[rowStart(z, y) + (x >> 6)] >>> x & 1) != 0;
    }

    /**
     * Puts a voxel into the mask, while it is being made.
     *
     * @param z slice
     * @param y row
     * @param x column
     */
    public void set(int z, int y, int x) {
        words[rowStart(z, y) + (x >> 6)] |= 1L << x;
    }

    /**
     * Puts the voxels [from, to) of a row into the mask, while it is being made.
     *
     * @param z slice
     * @param y row
     * @param from first column
     * @param to column after the last
     */
    public void setRun(int z, int y, int from, int to) {
        int start = rowStart(z, y);
        for (int x = from; x < to; ) {
            int end = Math.min(to, (x | WORD - 1) + 1);
            words[start + (x >> 6)] |= -1L >>> WORD - (end - x) << x;
            x = end;
        }
    }

    /**
     * Hands over the runs of a row's voxels that are in the mask, from left to right.
     *
     * @param z slice
     * @param y row
     * @param taker takes the runs
     */
    public void runs(int z, int y, RunTaker taker) {
        int start = rowStart(z, y);
        int from = -1;
        for (int w = 0; w < rowWords; w++) {
            int x = 0;
            while (x < WORD) {
                long rest = (from < 0 ? words[start + w] : ~words[start + w]) >>> x;
                if (rest == 0) {
                    break;
                }
                x += Long.numberOfTrailingZeros(rest);
                if (from < 0) {
                    from = w * WORD + x;
                } else {
                    taker.run(from, w * WORD + x);
                    from = -1;
                }
            }
        }
        if (from >= 0) {
            taker.run(from, shape.x());
        }
    }

    /**
     * Voxels in the mask.
     *
     * @return how many
     */
    public long count() {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /**
     * Whether there is no voxel in the mask.
     *
     * @return true for the empty set
     */
    public boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** What is done with each voxel of a mask. */
    public interface VoxelAction {
        /**
         * Takes a voxel.
         *
         * @param z slice
         * @param y row
         * @param x column
         */
        void at(int z, int y, int x);
    }

    /**
     * Visits the voxels of the mask in array order.
     *
     * @param action called once each
     */
    public void forEach(VoxelAction action) {
        int index = 0;
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                for (int w = 0; w < rowWords; w++) {
                    for (long bits = words[index++]; bits != 0; bits &= bits - 1) {
                        action.at(z, y, WORD * w + Long.numberOfTrailingZeros(bits));
                    }
                }
            }
        }
    }

    /**
     * The voxels in both masks.
     *
     * @param other of the same shape
     * @return the intersection
     */
    public BitMask and(BitMask other) {
        BitMask result = new BitMask(shape);
        for (int i = 0; i < words.length; i++) {
            result.words[i] = words[i] & other.words[i];
        }
        return result;
    }

    /**
     * The voxels in this mask and not in the other.
     *
     * @param other of the same shape
     * @return the difference
     */
    public BitMask andNot(BitMask other) {
        BitMask result = new BitMask(shape);
        for (int i = 0; i < words.length; i++) {
            result.words[i] = words[i] & ~other.words[i];
        }
        return result;
    }

    /**
     * The voxels in either mask.
     *
     * @param other of the same shape
     * @return the union
     */
    public BitMask or(BitMask other) {
        BitMask result = new BitMask(shape);
        for (int i = 0; i < words.length; i++) {
            result.words[i] = words[i] | other.words[i];
        }
        return result;
    }

    /**
     * The voxels that have a neighbour in the mask, or are in it.
     *
     * @param neighbourhood which voxels are neighbours
     * @return the dilated mask; it ends at the extents
     */
    public BitMask dilated(Neighbourhood neighbourhood) {
        BitMask result = new BitMask(shape);
        long last = lastWordMask();
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                int row = rowStart(z, y);
                for (int w = 0; w < rowWords; w++) {
                    long bits = neighbourhood.anyOf(this, z, y, w);
                    result.words[row + w] = w == rowWords - 1 ? bits & last : bits;
                }
            }
        }
        return result;
    }

    /** The bits of the last word of a row that are columns. */
    long lastWordMask() {
        return -1L >>> (WORD - shape.x() % WORD) % WORD;
    }

    /** The words of a row, or 0 outside the extents. */
    long wordOrZero(int z, int y, int w) {
        boolean inside = z >= 0 && y >= 0 && w >= 0 && z < shape.z() && y < shape.y() && w < rowWords;
        return inside ? words[rowStart(z, y) + w] : 0;
    }
}
