package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.Shape;

/** BMP: whether one is grey, and grey ones to be written (Commons Imaging writes the palette in an order of its own). */
final class BmpPicture {
    private static final int FILE_HEADER_BYTES = 14;
    private static final int INFO_HEADER_BYTES = 40;
    private static final int MAX_INFO_HEADER_BYTES = 124;
    private static final int GREYS = 256;

    private BmpPicture() {}

    /** The file's first bytes: both headers and the palette. */
    private static ByteBuffer start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(FILE_HEADER_BYTES + MAX_INFO_HEADER_BYTES + 4 * GREYS);
            if (start.length < FILE_HEADER_BYTES + INFO_HEADER_BYTES) {
                throw new FormatException(file, "ends within its BMP header");
            }
            return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Refuses what the file cannot hold; Commons Imaging takes memory for whatever the header says. */
    static void requirePossible(Path file) throws IOException {
        ByteBuffer header = start(file);
        long size = Files.size(file);
        long width = header.getInt(18);
        long height = Math.abs((long) header.getInt(22));
        int bits = header.getShort(28) & 0xffff;
        int compression = header.getInt(30);
        Pictures.requirePossible(file, width, height, 1);
        boolean plain = compression == 0 || compression == 3;
        if (plain && (width * bits + 31) / 32 * 4 * height > size) {
            throw new FormatException(
                    file, "claims " + width + " by " + height + " pixels of " + bits + " bits, which it cannot hold");
        }
        long dataAt = header.getInt(10) & 0xffffffffL;
        long dataBytes = header.getInt(34) & 0xffffffffL;
        long colours = header.getInt(46) & 0xffffffffL;
        int infoBytes = header.getInt(14);
        if (dataAt > size
                || dataBytes > size
                || colours > GREYS
                || infoBytes < 0
                || infoBytes > MAX_INFO_HEADER_BYTES) {
            throw new FormatException(
                    file,
                    "has an impossible BMP header: pixels at byte " + dataAt + " of " + size + ", " + dataBytes
                            + " bytes of them, " + colours + " colours");
        }
    }

    /** Whether the palette is black to white in equal steps, as Pillow asks for when it calls a BMP grey. */
    static boolean grey(Path file) throws IOException {
        ByteBuffer header = start(file);
        int infoBytes = header.getInt(14);
        int bits = header.getShort(28);
        if (infoBytes < INFO_HEADER_BYTES || bits > 8) {
            return false;
        }
        int used = header.getInt(46) == 0 ? 1 << bits : header.getInt(46);
        for (int i = 0; i < used && i < GREYS; i++) {
            int at = FILE_HEADER_BYTES + infoBytes + 4 * i;
            byte wanted = (byte) (used == 2 ? 255 * i : i);
            if (at + 3 > header.limit()
                    || header.get(at) != wanted
                    || header.get(at + 1) != wanted
                    || header.get(at + 2) != wanted) {
                return false;
            }
        }
        return true;
    }

    static void write(Path file, Shape shape, double[] page) {
        int rowBytes = (shape.x() + 3) / 4 * 4;
        int offset = FILE_HEADER_BYTES + INFO_HEADER_BYTES + 4 * GREYS;
        ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'B')
                .put((byte) 'M')
                .putInt(offset + rowBytes * shape.y())
                .putInt(0)
                .putInt(offset);
        head.putInt(INFO_HEADER_BYTES)
                .putInt(shape.x())
                .putInt(shape.y())
                .putShort((short) 1)
                .putShort((short) 8);
        head.putInt(0)
                .putInt(rowBytes * shape.y())
                .putInt(0)
                .putInt(0)
                .putInt(GREYS)
                .putInt(GREYS);
        for (int i = 0; i < GREYS; i++) {
            head.put((byte) i).put((byte) i).put((byte) i).put((byte) 0);
        }
        WholeFile.write(file, out -> {
            out.write(head.array());
            byte[] row = new byte[rowBytes];
            for (int y = shape.y() - 1; y >= 0; y--) {
                for (int x = 0; x < shape.x(); x++) {
                    row[x] = (byte) (int) page[y * shape.x() + x];
                }
                out.write(row);
            }
        });
    }
}
