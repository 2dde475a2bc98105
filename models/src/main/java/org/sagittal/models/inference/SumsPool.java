package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Shape;

/**
 * Makes slices of sums and takes them back for use again. A small window lies on the heap. A larger one (25 heads on slices of 256 x 256 and
 * a patch of 128 need 0.9 GB) lies in a temporary file, whose blocks the system keeps in whatever memory nobody else wants. {@link
 * SumsBudget} says which.
 */
final class SumsPool implements AutoCloseable {
    private final int planes;
    private final int height;
    private final int width;
    private final Optional<FileChannel> file;
    private final List<SliceSums> free = new ArrayList<>();
    private long slicesInFile;

    private final SpareSums spare;

    private SumsPool(int planes, Shape shape, Optional<FileChannel> file, SpareSums spare) {
        this.spare = spare;
        this.planes = planes;
        this.height = shape.y();
        this.width = shape.x();
        this.file = file;
    }

    /**
     * A pool for a window.
     *
     * @param planes sums a voxel
     * @param window extents of the part of a volume that is open at a time
     * @param room how many slices may lie on the heap; a window of more goes to a file
     */
    static SumsPool of(int planes, Shape window, SumsRoom room) {
        if (window.z() <= room.budget().heapSlices(planes, window.sliceVoxels())) {
            return new SumsPool(planes, window, Optional.empty(), room.spare());
        }
        try {
            FileChannel file = FileChannel.open(
                    Files.createTempFile("sagittal-logits", ".tmp"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            return new SumsPool(planes, window, Optional.of(file), room.spare());
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for logits: " + e.getMessage(), e);
        }
    }

    /** Sums that are all 0. */
    SliceSums take() {
        if (!free.isEmpty()) {
            SliceSums sums = free.remove(free.size() - 1);
            sums.clear();
            return sums;
        }
        if (file.isEmpty()) {
            return new SliceSums.OnHeap(spare.take(planes, height * width), width);
        }
        long start = slicesInFile++ * planes * height * width * Float.BYTES;
        return new SliceSums.InFile(file.get(), start, planes, height, width);
    }

    /** Takes sums back, for this window. */
    void giveBack(SliceSums sums) {
        free.add(sums);
    }

    @Override
    public void close() {
        for (SliceSums sums : free) {
            if (sums instanceof SliceSums.OnHeap onHeap) {
                spare.giveBack(onHeap.planes());
            }
        }
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
