package org.sagittal.models.inference;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sagittal.geometry.io.NpyFormat;
import org.sagittal.geometry.io.WholeFile;
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
    private final Path file;
    private final FileChannel channel;

    private ProbabilityStore(int heads, boolean regions, Restoration restoration, Path file) throws IOException {
        this.heads = heads;
        this.regions = regions;
        this.restoration = restoration;
        this.cropped = restoration.shapeAfterCropping();
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
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

    @Override
    public void slice(int z, float[][] logits) {
        float[][] probabilities = Probabilities.of(logits, regions);
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
        if (head == 0 && !regions) {
            for (float[] slice : slices) {
                java.util.Arrays.fill(slice, 1);
            }
        }
        Box box = restoration.box();
        int[] order = restoration.transposeForward().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        int[] at = new int[3];
        float[] slice = new float[cropped.sliceVoxels()];
        for (int z = 0; z < cropped.z(); z++) {
            read(head, z, slice);
            at[order[0]] = z + box.startZ();
            for (int y = 0; y < cropped.y(); y++) {
                at[order[1]] = y + box.startY();
                for (int x = 0; x < cropped.x(); x++) {
                    at[order[2]] = x + box.startX();
                    slices[at[0]][at[1] * whole.x() + at[2]] = slice[y * cropped.x() + x];
                }
            }
        }
        return FloatVoxels.of(whole, slices);
    }

    private void read(int head, int z, float[] into) {
        ByteBuffer bytes = ByteBuffer.allocate(into.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            long at = position(head, z);
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
        WholeFile.write(npz, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("probabilities.npy"));
            NpyFormat.header(zip, "<f4", heads, whole.z(), whole.y(), whole.x());
            for (int head = 0; head < heads; head++) {
                writeSlices(head(head), zip);
            }
            zip.closeEntry();
            zip.finish();
        });
    }

    private static void writeSlices(FloatVoxels voxels, OutputStream out) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(voxels.shape().sliceVoxels() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int z = 0; z < voxels.shape().z(); z++) {
            bytes.clear();
            bytes.asFloatBuffer().put(voxels.slice(z));
            out.write(bytes.array());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
