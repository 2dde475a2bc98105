package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.Shape;

/** BMP: whether one is grey, and grey ones to be written (Commons Imaging writes the palette in an order of its own). */
final class BmpPicture {
    private static final int FILE_HEADER_BYTES = 14;
    private static final int INFO_HEADER_BYTES = 40;
    private static final int GREYS = 256;

    private BmpPicture() {}

    /** Whether the palette is black to white in equal steps, as Pillow asks for when it calls a BMP grey. */
    static boolean grey(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(FILE_HEADER_BYTES + 124 + 4 * GREYS);
        }
        ByteBuffer header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (start.length < FILE_HEADER_BYTES + INFO_HEADER_BYTES) {
            return false;
        }
        int infoBytes = header.getInt(14);
        int bits = header.getShort(28);
        if (infoBytes < INFO_HEADER_BYTES || infoBytes > 124 || bits > 8) {
            return false;
        }
        int used = header.getInt(46) == 0 ? 1 << bits : header.getInt(46);
        for (int i = 0; i < used && i < GREYS; i++) {
            int at = FILE_HEADER_BYTES + infoBytes + 4 * i;
            int wanted = used == 2 ? 255 * i : i;
            if (at + 3 > start.length
                    || (start[at] & 0xff) != wanted
                    || (start[at + 1] & 0xff) != wanted
                    || (start[at + 2] & 0xff) != wanted) {
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
