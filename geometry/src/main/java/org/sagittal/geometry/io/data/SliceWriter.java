package org.sagittal.geometry.io.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.volume.Shape;

/** Streams a volume's voxels, channel by channel, slice by slice. */
public final class SliceWriter {
    private static final int CHUNK_BYTES = 1 << 16;

    private SliceWriter() {}

    /**
     * Writes all voxels: components of a vector, colour or complex number voxel by voxel, other channels one after another.
     *
     * @param out receives them
     * @param header grid, type and channels
     * @param source gives the slices; for components, those of all channels of a z before the next z
     * @param order byte order
     * @throws IOException if the disk does not take them
     */
    public static void write(OutputStream out, VolumeHeader header, SliceSource source, ByteOrder order)
            throws IOException {
        Shape shape = header.grid().shape();
        double[] slice = new double[shape.sliceVoxels()];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(order);
        if (header.voxel() != VolumeHeader.Voxel.SCALAR && header.channels() > 1) {
            writeInterleaved(out, header, source, chunk);
            return;
        }
        for (int channel = 0; channel < header.channels(); channel++) {
            for (int z = 0; z < shape.z(); z++) {
                source.slice(channel, z, slice);
                write(out, header.type(), slice, chunk);
            }
        }
    }

    private static void writeInterleaved(OutputStream out, VolumeHeader header, SliceSource source, ByteBuffer chunk)
            throws IOException {
        int channels = header.channels();
        double[] slice = new double[header.grid().shape().sliceVoxels()];
        double[] voxels = new double[Math.multiplyExact(slice.length, channels)];
        for (int z = 0; z < header.grid().shape().z(); z++) {
            for (int channel = 0; channel < channels; channel++) {
                source.slice(channel, z, slice);
                for (int i = 0; i < slice.length; i++) {
                    voxels[i * channels + channel] = slice[i];
                }
            }
            write(out, header.type(), voxels, chunk);
        }
    }

    private static void write(OutputStream out, SampleType type, double[] values, ByteBuffer chunk) throws IOException {
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int done = 0; done < values.length; done += perChunk) {
            chunk.clear();
            type.encode(values, done, Math.min(perChunk, values.length - done), chunk);
            out.write(chunk.array(), 0, chunk.position());
        }
    }
}
