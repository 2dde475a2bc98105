package org.sagittal.models.inference;

import java.util.Locale;

/**
 * Where the sums of logits lie. Few lie on the heap; more in a file, whose blocks the system keeps in memory that nobody else wants. Beyond
 * that a file would be written at the disk's speed with every tile: then the image is predicted in blocks whose sums fit on the heap ({@link
 * BlockCut}), and tiles on both sides of a border are computed twice, which costs less. The bounds are absolute: a larger machine does not
 * make a larger process.
 *
 * @param heapBytes sums of at most this size lie on the heap
 * @param fileBytes sums of at most this size lie in a file
 * @param blockBytes what one block may take on the heap at most, however much there is
 * @param longLivedBytes what the heap holds of arrays that stay: image, labels and the block at work
 */
record SumsBudget(long heapBytes, long fileBytes, long blockBytes, long longLivedBytes) {
    /** A window of more goes to a file, however large the heap is. */
    private static final long MOST_ON_HEAP = 1L << 29;

    private static final long MOST_IN_FILE = 1L << 31;
    private static final long MOST_OF_BLOCK = 5L << 29;

    /** One part in so many is left to what comes and goes: a tile, a file's buffers, what the collector has not found yet. */
    private static final long FREE_PART = 8;

    private static final double GIB = 1L << 30;

    /**
     * The budget of a program with so much memory.
     *
     * @param maxHeapBytes the largest heap that Java may take
     * @param longLivedBytes what of it holds arrays that stay
     */
    static SumsBudget of(long maxHeapBytes, long longLivedBytes) {
        return new SumsBudget(Math.min(maxHeapBytes / 4, MOST_ON_HEAP), MOST_IN_FILE, MOST_OF_BLOCK, longLivedBytes);
    }

    /** The budget of this program. */
    static SumsBudget own() {
        return of(Runtime.getRuntime().maxMemory(), OldGeneration.maxBytes());
    }

    /**
     * What one block may take: the heap, less an eighth, less what lies on it beside the block.
     *
     * @param besideBytes the image on the network's grid, and the labels
     * @return bytes, at most {@link #blockBytes}; 0 or less if there is no room
     */
    long roomForBlock(long besideBytes) {
        return Math.min(blockBytes, longLivedBytes / FREE_PART * (FREE_PART - 1) - besideBytes);
    }

    /**
     * Refuses a case that would end without memory after hours.
     *
     * @param bytes image, labels and the smallest block that it can be cut into
     * @throws IllegalStateException saying how much is needed, how much there is, and what to do
     */
    void require(long bytes) {
        if (bytes > longLivedBytes) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "there is not enough memory: image, labels and the smallest block take %.1f GB of Java's heap, which has %.1f GB for"
                            + " them; give Java more (SAGITTAL_JAVA_OPTS=-Xmx%dg) or predict a part of the image (--roi)",
                    bytes / GIB,
                    longLivedBytes / GIB,
                    (long) Math.ceil(bytes * 1.5 / GIB)));
        }
    }

    /**
     * Whether an image is predicted in one piece.
     *
     * @param bytes size of the sums of the whole image's window
     * @return true if they fit on the heap or into a file
     */
    boolean fits(long bytes) {
        return bytes <= fileBytes;
    }

    /** The budget of one block of several: all of its sums lie on the heap. */
    SumsBudget ofBlock() {
        return new SumsBudget(Long.MAX_VALUE, fileBytes, blockBytes, longLivedBytes);
    }

    /**
     * How many slices may lie on the heap.
     *
     * @param planes sums a voxel
     * @param voxels of a slice
     */
    long heapSlices(int planes, int voxels) {
        return heapBytes / ((long) planes * voxels * Float.BYTES);
    }
}
