package org.sagittal.geometry.io.npy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.stream.BoundedInput;

/**
 * One array of NumPy's archive ({@code .npz}), inflated piece by piece from its first value to its last: whatever the array's size, only
 * the piece that is asked for is in memory. The shape is held against the file's size before anything is read, and the checksum is
 * checked at the end.
 */
public final class NpzStream implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final CheckedInputStream in;
    private final long statedCrc;
    private final NpyFormat.Header header;
    private final byte[] piece = new byte[PIECE_BYTES];
    private long left;

    private NpzStream(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        this.file = file;
        this.zip = zip;
        InputStream inflated = zip.getInputStream(entry);
        this.in = new CheckedInputStream(new BufferedInputStream(inflated, PIECE_BYTES), new CRC32());
        this.statedCrc = entry.getCrc();
        this.header = NpyFormat.readHeader(file, in);
        long most = Math.min(Files.size(file), entry.getCompressedSize()) * BoundedInput.MAX_DEFLATE_RATIO;
        NpyFormat.requirePossible(file, header, Math.min(entry.getSize(), most));
        this.left = header.elements();
    }

    /**
     * Opens an archive.
     *
     * @param npz the file
     * @param name the array's name
     * @return stands at the array's first value; must be closed
     * @throws FormatException if there is no such file or array, or the array is none of floating-point numbers
     */
    public static NpzStream open(Path npz, String name) {
        try {
            return open(npz, new ZipFile(npz.toFile()), name);
        } catch (ZipException e) {
            throw new FormatException(npz, "is no complete NumPy archive: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FormatException(npz, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static NpzStream open(Path npz, ZipFile zip, String name) throws IOException {
        try {
            ZipEntry entry = zip.getEntry(name + ".npy");
            if (entry == null) {
                throw new FormatException(
                        npz,
                        "holds no array '" + name + "', only "
                                + zip.stream().map(ZipEntry::getName).toList());
            }
            NpzStream stream = new NpzStream(npz, zip, entry);
            switch (stream.header.type()) {
                case FLOAT16, FLOAT32, FLOAT64 -> {
                    return stream;
                }
                default ->
                    throw new FormatException(
                            npz, "array '" + name + "' must hold floating-point numbers, got " + stream.header.type());
            }
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /**
     * The array's extents.
     *
     * @return a copy, slowest axis first
     */
    public int[] shape() {
        return header.shape().clone();
    }

    /**
     * Reads the next values, rounded to float32.
     *
     * @param into filled wholly
     * @throws FormatException if the file is damaged or ends before
     */
    public void next(float[] into) {
        if (into.length > left) {
            throw new IllegalStateException("array has " + left + " values left, asked for " + into.length);
        }
        int bytes = header.type().bytes();
        try {
            for (int done = 0; done < into.length; ) {
                int count = Math.min(PIECE_BYTES / bytes, into.length - done);
                if (in.readNBytes(piece, 0, count * bytes) < count * bytes) {
                    throw new EOFException();
                }
                decode(ByteBuffer.wrap(piece, 0, count * bytes).order(header.order()), into, done, count);
                done += count;
            }
            left -= into.length;
            if (left == 0) {
                requireEnd();
            }
        } catch (EOFException | ZipException e) {
            throw new FormatException(file, "is damaged: its array ends early", e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private void decode(ByteBuffer from, float[] into, int at, int count) {
        switch (header.type()) {
            case FLOAT32 -> from.asFloatBuffer().get(into, at, count);
            case FLOAT64 -> {
                for (int i = at; i < at + count; i++) {
                    into[i] = (float) from.getDouble();
                }
            }
            default -> {
                for (int i = at; i < at + count; i++) {
                    into[i] = HalfFloat.toFloat(from.getShort());
                }
            }
        }
    }

    private void requireEnd() throws IOException {
        boolean more = in.read() >= 0;
        if (more || in.getChecksum().getValue() != statedCrc) {
            throw new FormatException(
                    file,
                    more ? "is damaged: bytes follow its array" : "is damaged: its checksum does not fit its contents");
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new FormatException(file, "cannot be closed: " + FileTrouble.reason(e), e);
        }
    }
}
