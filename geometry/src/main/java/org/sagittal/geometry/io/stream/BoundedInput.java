package org.sagittal.geometry.io.stream;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The bytes of a file, decompressed if it is gzipped, that knows how many there can be: a header's claims are held against that before
 * memory is taken.
 */
public final class BoundedInput implements AutoCloseable {
    /** Deflate shrinks data by no more than this, so a gzipped file bounds what it can hold. */
    public static final long MAX_DEFLATE_RATIO = 1032;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final boolean gzipped;
    private final long mostBytes;
    private long position;

    private BoundedInput(Path file, InputStream in, boolean gzipped, long mostBytes) {
        this.file = file;
        this.in = in;
        this.gzipped = gzipped;
        this.mostBytes = mostBytes;
    }

    /**
     * Opens a file; whether it is gzipped shows in its first two bytes, not in its name.
     *
     * @param file the file
     * @return stands at the first byte; must be closed
     * @throws IOException if it cannot be opened or its gzip header is damaged
     */
    public static BoundedInput open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FormatException(file, "is a folder, not a file");
        }
        long size = Files.size(file);
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            raw.mark(2);
            boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            InputStream in = gzipped ? new ReadAhead(new GZIPInputStream(raw, BUFFER_BYTES), WorkAhead.shared(1)) : raw;
            return new BoundedInput(file, in, gzipped, gzipped ? size * MAX_DEFLATE_RATIO : size);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * Whether the file is compressed, so that its real length is only known at its end.
     *
     * @return true for gzip
     */
    public boolean gzipped() {
        return gzipped;
    }

    /**
     * Refuses a claim that the file cannot keep.
     *
     * @param bytes how many bytes from its start the file must hold
     * @param claim what says so, e.g. "its header"
     */
    public void require(long bytes, String claim) {
        if (bytes > mostBytes) {
            throw new FormatException(
                    file,
                    claim + " asks for " + bytes + " bytes, but the file holds " + (gzipped ? "at most " : "")
                            + mostBytes);
        }
    }

    /**
     * Reads some bytes.
     *
     * @param count how many at most
     * @return fewer only at the end of the file
     * @throws IOException if the file cannot be read
     */
    public byte[] readUpTo(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        return bytes;
    }

    /**
     * Fills a part of an array.
     *
     * @param into receives the bytes
     * @param count how many, from index 0
     * @throws EOFException if the file ends before
     * @throws IOException if the file cannot be read
     */
    public void readFully(byte[] into, int count) throws IOException {
        int got = in.readNBytes(into, 0, count);
        position += got;
        if (got < count) {
            throw new EOFException();
        }
    }

    /**
     * Moves forward.
     *
     * @param target bytes from the file's start
     * @throws EOFException if the file ends before
     * @throws IOException if the file cannot be read
     */
    public void skipTo(long target) throws IOException {
        in.skipNBytes(target - position);
        position = target;
    }

    /**
     * What has not been read yet, for a reader that takes a stream.
     *
     * @return from here to the end; closed with this
     */
    public InputStream rest() {
        return in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
