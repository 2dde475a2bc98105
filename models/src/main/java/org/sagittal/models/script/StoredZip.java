package org.sagittal.models.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sagittal.geometry.io.file.WholeFile;

/** A zip as PyTorch writes one: uncompressed entries below one folder, without times, so that equal contents give equal files. */
public final class StoredZip implements AutoCloseable {
    /** The earliest time a zip can hold. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final String folder;

    /**
     * Begins a zip.
     *
     * @param out where it goes; closed with the zip
     * @param folder that all entries lie in, ending with a slash
     */
    public StoredZip(OutputStream out, String folder) {
        this.zip = new ZipOutputStream(out);
        this.folder = folder;
        zip.setMethod(ZipOutputStream.STORED);
    }

    /**
     * Adds an entry.
     *
     * @param name below the folder
     * @param content its bytes
     * @throws IOException if it cannot be written
     */
    public void add(String name, byte[] content) throws IOException {
        add(name, out -> out.write(content));
    }

    /**
     * Adds an entry that is not held in memory: it is made twice, first for its length and checksum, which stand before it.
     *
     * @param name below the folder
     * @param content makes the same bytes each time
     * @throws IOException if it cannot be written
     */
    public void add(String name, WholeFile.Content content) throws IOException {
        CRC32 crc = new CRC32();
        CountedSum sum = new CountedSum(crc);
        content.writeTo(sum);
        ZipEntry entry = new ZipEntry(folder + name);
        entry.setSize(sum.bytes);
        entry.setCompressedSize(sum.bytes);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    private static final class CountedSum extends OutputStream {
        private final CRC32 crc;
        private long bytes;

        CountedSum(CRC32 crc) {
            this.crc = crc;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            crc.update(some, offset, length);
            bytes += length;
        }
    }

    /**
     * Adds a tensor's elements.
     *
     * @param name below the folder
     * @param values written as little-endian float32
     * @throws IOException if it cannot be written
     */
    public void add(String name, float[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        add(name, buffer.array());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
