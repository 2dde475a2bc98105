package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes slices of sums and takes them back for use again. While they fit a quarter of the heap they are arrays; a larger window (a hundred
 * heads on slices of 512 x 512 need 14 GB for a patch of 128) lies in a temporary file that the system keeps in whatever memory is free.
 */
final class SumsPool implements AutoCloseable {
    private final int planes;
    private final int voxels;
    private final int rowLength;
    private final Optional<FileChannel> file;
    private final List<SliceSums> free = new ArrayList<>();
    private long mappedSlices;

    private SumsPool(int planes, int voxels, int rowLength, Optional<FileChannel> file) {
        this.planes = planes;
        this.voxels = voxels;
        this.rowLength = rowLength;
        this.file = file;
    }

    /**
     * A pool for a window.
     *
     * @param planes sums a voxel
     * @param voxels y * x
     * @param rowLength the longest stretch that is added at once
     * @param heapSlices how many slices may lie on the heap; a window of more goes to a file
     * @param windowSlices how many slices the window has
     */
    static SumsPool of(int planes, int voxels, int rowLength, long heapSlices, int windowSlices) {
        if (windowSlices <= heapSlices) {
            return new SumsPool(planes, voxels, rowLength, Optional.empty());
        }
        Math.multiplyExact(planes, voxels);
        try {
            FileChannel file = FileChannel.open(
                    Files.createTempFile("sagittal-logits", ".tmp"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            return new SumsPool(planes, voxels, rowLength, Optional.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for logits: " + e.getMessage(), e);
        }
    }

    /** How many slices of this size a quarter of the heap holds. */
    static long heapSlices(int planes, int voxels) {
        return Runtime.getRuntime().maxMemory() / 4 / ((long) planes * voxels * Float.BYTES);
    }

    /** Sums that are all 0. */
    SliceSums take() {
        if (!free.isEmpty()) {
            SliceSums sums = free.remove(free.size() - 1);
            sums.clear();
            return sums;
        }
        return file.isPresent() ? map(file.get()) : SliceSums.OnHeap.of(planes, voxels);
    }

    private SliceSums map(FileChannel channel) {
        long bytes = (long) planes * voxels * Float.BYTES;
        try {
            // a newly grown part of a file reads as 0
            var buffer = channel.map(FileChannel.MapMode.READ_WRITE, mappedSlices * bytes, bytes);
            mappedSlices++;
            return new SliceSums.Mapped(
                    buffer.order(ByteOrder.nativeOrder()).asFloatBuffer(), planes, voxels, new float[rowLength]);
        } catch (IOException e) {
            throw new UncheckedIOException("logits cannot be kept on the disk: " + e.getMessage(), e);
        }
    }

    /** Takes sums back. */
    void giveBack(SliceSums sums) {
        free.add(sums);
    }

    @Override
    public void close() {
        free.clear();
        file.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the temporary file of logits cannot be closed", e);
            }
        });
    }
}
