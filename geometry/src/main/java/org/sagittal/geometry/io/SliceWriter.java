package org.sagittal.geometry.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sagittal.geometry.volume.Shape;

/** Streams a volume's voxels, little-endian, channel by channel, slice by slice. */
final class SliceWriter {
    /** A third of the time that the default of 6 takes, for label maps half as large again. */
    private static final int DEFLATE_LEVEL = 3;

    /** For each worker, so that it finds its next block when one is done. */
    private static final int BLOCKS_WAITING = 1;

    private static final int CHUNK_BYTES = 1 << 16;

    private SliceWriter() {}

    static void write(OutputStream out, boolean compressed, byte[] head, VolumeHeader header, SliceSource source)
            throws IOException {
        write(out, compressed, to -> {
            to.write(head);
            writeSlices(to, header, source);
        });
    }

    static void writeBytes(OutputStream out, boolean compressed, byte[] bytes) throws IOException {
        write(out, compressed, to -> to.write(bytes));
    }

    private static void write(OutputStream out, boolean compressed, WholeFile.Content content) throws IOException {
        if (!compressed) {
            content.writeTo(out);
            return;
        }
        try (GzipBlocks gzip = new GzipBlocks(out, DEFLATE_LEVEL, WorkAhead.shared(BLOCKS_WAITING))) {
            content.writeTo(gzip);
            gzip.finish();
        }
    }

    private static void writeSlices(OutputStream out, VolumeHeader header, SliceSource source) throws IOException {
        Shape shape = header.grid().shape();
        SampleType type = header.type();
        double[] slice = new double[shape.sliceVoxels()];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int channel = 0; channel < header.channels(); channel++) {
            for (int z = 0; z < shape.z(); z++) {
                source.slice(channel, z, slice);
                for (int done = 0; done < slice.length; done += perChunk) {
                    chunk.clear();
                    type.encode(slice, done, Math.min(perChunk, slice.length - done), chunk);
                    out.write(chunk.array(), 0, chunk.position());
                }
            }
        }
    }
}
