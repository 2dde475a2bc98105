package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.sagittal.geometry.io.npy.NpzFormat;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;

/**
 * The probabilities of one case: p: heads x voxels of the file's grid -> [0, 1]. They arrive slice by slice and wait in a temporary file, so
 * that no more than one head is in memory. Outside the cropped region the first head, background, is 1; regions are 0 there.
 *
 * <p>Reference: {@code export_prediction_from_logits} of nnU-Net 2.8.1; {@code <case>.npz} with the array {@code probabilities}.
 */
public final class ProbabilityStore implements LogitSink, AutoCloseable {
    private final int heads;
    private final boolean regions;
    private final Restoration restoration;
    private final Shape cropped;
    private final FileChannel channel;

    private ProbabilityStore(int heads, boolean regions, Restoration restoration, Path file) throws IOException {
        this.heads = heads;
        this.regions = regions;
        this.restoration = restoration;
        this.cropped = restoration.shapeAfterCropping();
        this.channel = FileChannel.open(
                // where the system allows it, the file's name is gone from here on, whatever becomes of the process
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * An empty store.
     *
     * @param heads channels of the logits
     * @param regions whether channels are independent (sigmoid) or exclude each other (softmax)
     * @param restoration the way to the file's grid
     * @return the store, to be closed
     */
    public static ProbabilityStore create(int heads, boolean regions, Restoration restoration) {
        try {
            return new ProbabilityStore(
                    heads, regions, restoration, Files.createTempFile("sagittal-probabilities", ".tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for probabilities: " + e.getMessage(), e);
        }
    }

    /**
     * The store of a case in which nothing can be found.
     *
     * @param heads channels of the logits
     * @param regions whether channels are independent
     * @param restoration the way to the file's grid
     * @return background everywhere, to be closed
     */
    static ProbabilityStore background(int heads, boolean regions, Restoration restoration) {
        Box box = restoration.box();
        int z = box.startZ();
        int y = box.startY();
        int x = box.startX();
        Restoration voxel = new Restoration(
                restoration.transposeForward(),
                restoration.shapeBeforeCropping(),
                new Box(z, y, x, z + 1, y + 1, x + 1),
                restoration.networkShape(),
                restoration.fileSpacing(),
                restoration.networkSpacing(),
                restoration.probabilities());
        ProbabilityStore store = create(heads, regions, voxel);
        float[][] background = new float[heads][1];
        background[0][0] = regions ? 0 : 1;
        store.put(0, background);
        return store;
    }

    @Override
    public void slice(int z, float[][] logits) {
        put(z, Probabilities.of(logits, regions));
    }

    /**
     * Keeps a slice.
     *
     * @param z its index in the cropped region
     * @param probabilities (heads, y * x)
     */
    void put(int z, float[][] probabilities) {
        ByteBuffer bytes =
                ByteBuffer.allocate(cropped.sliceVoxels() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int head = 0; head < heads; head++) {
            bytes.clear();
            bytes.asFloatBuffer().put(probabilities[head]);
            try {
                long at = position(head, z);
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("probabilities cannot be kept on the disk: " + e.getMessage(), e);
            }
        }
    }

    private long position(int head, int z) {
        return ((long) head * cropped.z() + z) * cropped.sliceVoxels() * Float.BYTES;
    }

    /**
     * How many channels there are.
     *
     * @return one a label, background included, or one a region
     */
    public int heads() {
        return heads;
    }

    /**
     * The probabilities of one channel on the file's grid.
     *
     * @param head which channel
     * @return values in [0, 1]
     */
    public FloatVoxels head(int head) {
        Shape whole = restoration.fileShape();
        float[][] slices = new float[whole.z()][whole.sliceVoxels()];
        fill(head, 0, slices);
        return FloatVoxels.of(whole, slices);
    }

    /**
     * The probabilities of some slices of the file's grid.
     *
     * @param from first slice
     * @param to slice after the last
     * @return (heads, to - from, y * x)
     */
    float[][][] slab(int from, int to) {
        float[][][] slab = new float[heads][to - from][restoration.fileShape().sliceVoxels()];
        for (int head = 0; head < heads; head++) {
            fill(head, from, slab[head]);
        }
        return slab;
    }

    private void fill(int head, int from, float[][] slices) {
        if (head == 0 && !regions) {
            for (float[] slice : slices) {
                Arrays.fill(slice, 1);
            }
        }
        int width = restoration.fileShape().x();
        int[] order = restoration.transposeForward().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        // the stored axis that is the file's z, and which stretch of it is wanted
        int axis = order[0] == 0 ? 0 : order[1] == 0 ? 1 : 2;
        int[] start = new int[3];
        int[] end = {cropped.z(), cropped.y(), cropped.x()};
        start[axis] = Math.max(0, from - restoration.box().start(axis));
        end[axis] = Math.min(end[axis], from + slices.length - restoration.box().start(axis));
        if (end[axis] <= start[axis]) {
            return;
        }
        float[] rows = new float[(end[1] - start[1]) * cropped.x()];
        int[] at = new int[3];
        for (int z = start[0]; z < end[0]; z++) {
            read(head, z, start[1], rows);
            at[order[0]] = z + restoration.box().startZ();
            for (int y = start[1]; y < end[1]; y++) {
                at[order[1]] = y + restoration.box().startY();
                for (int x = start[2]; x < end[2]; x++) {
                    at[order[2]] = x + restoration.box().startX();
                    slices[at[0] - from][at[1] * width + at[2]] = rows[(y - start[1]) * cropped.x() + x];
                }
            }
        }
    }

    private void read(int head, int z, int row, float[] into) {
        ByteBuffer bytes = ByteBuffer.allocate(into.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            long at = position(head, z) + (long) row * cropped.x() * Float.BYTES;
            while (bytes.hasRemaining()) {
                int got = channel.read(bytes, at + bytes.position());
                if (got < 0) {
                    throw new IllegalStateException(
                            "slice " + z + " of channel " + head + " never arrived; the prediction did not finish");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("probabilities cannot be read from the disk: " + e.getMessage(), e);
        }
        bytes.flip();
        bytes.asFloatBuffer().get(into);
    }

    /**
     * Writes all channels as nnU-Net does.
     *
     * @param npz where to: one float32 array {@code probabilities} (heads, z, y, x), deflated
     */
    public void writeNpz(Path npz) {
        Shape whole = restoration.fileShape();
        NpzFormat.write(
                npz,
                "probabilities",
                values -> {
                    for (int head = 0; head < heads; head++) {
                        FloatVoxels voxels = head(head);
                        for (int z = 0; z < whole.z(); z++) {
                            values.put(voxels.slice(z));
                        }
                    }
                },
                heads,
                whole.z(),
                whole.y(),
                whole.x());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of probabilities cannot be closed", e);
        }
    }
}
