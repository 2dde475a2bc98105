package org.sagittal.models.inference;

/**
 * Where the sums of logits lie. Few lie on the heap; more in a file, whose blocks the system keeps in memory that nobody else wants. Beyond
 * that a file would be written at the disk's speed with every tile: then the image is predicted in blocks whose sums fit on the heap ({@link
 * BlockCut}), and tiles on both sides of a border are computed twice, which costs less. The bounds are absolute: a larger machine does not
 * make a larger process.
 *
 * @param heapBytes sums of at most this size lie on the heap
 * @param fileBytes sums of at most this size lie in a file
 * @param blockBytes what the sums of one block may take on the heap
 */
record SumsBudget(long heapBytes, long fileBytes, long blockBytes) {
    /** A window of more goes to a file, however large the heap is. */
    private static final long MOST_ON_HEAP = 1L << 29;

    private static final long MOST_IN_FILE = 1L << 31;
    private static final long MOST_OF_BLOCK = 5L << 29;

    /**
     * The budget of a program with so much memory.
     *
     * @param maxHeapBytes the largest heap that Java may take
     */
    static SumsBudget of(long maxHeapBytes) {
        return new SumsBudget(
                Math.min(maxHeapBytes / 4, MOST_ON_HEAP), MOST_IN_FILE, Math.min(maxHeapBytes / 5 * 2, MOST_OF_BLOCK));
    }

    /** The budget of this program. */
    static SumsBudget own() {
        return of(Runtime.getRuntime().maxMemory());
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
        return new SumsBudget(Long.MAX_VALUE, fileBytes, blockBytes);
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
