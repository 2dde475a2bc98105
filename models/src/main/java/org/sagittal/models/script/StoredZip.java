package org.sagittal.models.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
        ZipEntry entry = new ZipEntry(folder + name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
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
