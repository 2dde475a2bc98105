package org.sagittal.geometry.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;
import org.sagittal.geometry.volume.Shape;

/** Streams a volume's voxels, little-endian, channel by channel, slice by slice. */
final class SliceWriter {
    /** A third of the time that the default of 6 takes, for label maps half as large again. */
    private static final int DEFLATE_LEVEL = 3;

    private static final int CHUNK_BYTES = 1 << 16;

    private SliceWriter() {}

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, CHUNK_BYTES);
            def.setLevel(DEFLATE_LEVEL);
        }
    }

    static void write(OutputStream out, boolean compressed, byte[] head, VolumeHeader header, SliceSource source)
            throws IOException {
        Gzip gzip = compressed ? new Gzip(out) : null;
        OutputStream to = compressed ? gzip : out;
        to.write(head);
        writeSlices(to, header, source);
        if (compressed) {
            gzip.finish();
        }
    }

    static void writeBytes(OutputStream out, boolean compressed, byte[] bytes) throws IOException {
        Gzip gzip = compressed ? new Gzip(out) : null;
        (compressed ? gzip : out).write(bytes);
        if (compressed) {
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
