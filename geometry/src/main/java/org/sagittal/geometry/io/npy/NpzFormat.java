package org.sagittal.geometry.io.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * NumPy's archives of arrays ({@code .npz}: a zip with one {@code .npy} an array), written value after value, so that an array of any size
 * passes through little memory. {@link NpzStream} reads them likewise.
 */
public final class NpzFormat {
    /** As numpy does it: equal arrays make equal files. */
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzFormat() {}

    /** Takes values in C order. */
    @FunctionalInterface
    public interface Values {
        /**
         * Takes the next values.
         *
         * @param next as many as there are
         * @throws IOException if the disk does not take them
         */
        void put(float[] next) throws IOException;
    }

    /** What gives the values. */
    @FunctionalInterface
    public interface Content {
        /**
         * Gives all values.
         *
         * @param values takes them
         * @throws IOException if they cannot be had or written
         */
        void writeTo(Values values) throws IOException;
    }

    /**
     * Writes an archive of one float32 array, deflated.
     *
     * @param npz where to
     * @param name the array's name
     * @param content gives as many values as the shape has
     * @param shape extents in C order
     * @throws FormatException if it cannot be written; an older file then stays as it was
     */
    public static void write(Path npz, String name, Content content, int... shape) {
        WholeFile.write(npz, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            ZipEntry entry = new ZipEntry(name + ".npy");
            entry.setTimeLocal(WRITTEN);
            zip.putNextEntry(entry);
            NpyFormat.header(zip, "<f4", shape);
            content.writeTo(values -> {
                ByteBuffer bytes =
                        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                zip.write(bytes.array());
            });
            zip.closeEntry();
            zip.finish();
        });
    }
}
