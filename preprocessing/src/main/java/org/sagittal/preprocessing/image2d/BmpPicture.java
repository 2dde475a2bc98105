package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/** BMP: what its headers say, and BMPs to be written (Commons Imaging writes the palette in an order of its own). */
final class BmpPicture {
    private static final int FILE_HEADER_BYTES = 14;
    private static final int INFO_HEADER_BYTES = 40;
    private static final int MAX_INFO_HEADER_BYTES = 124;
    private static final int GREYS = 256;
    private static final int BIT_FIELDS = 3;
    private static final int FIELDS_WITH_OPACITY_BYTES = 56;

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

    static PictureFormat.Head head(Path file) throws IOException {
        requirePossible(file);
        ByteBuffer header = start(file);
        int colours = grey(file) ? 1 : opaque(header) ? 3 : 4;
        return new PictureFormat.Head("bmp", header.getInt(18), Math.abs(header.getInt(22)), colours);
    }

    /** Only plain pixels of 32 bits carry a fourth colour, which most programs call opacity. */
    private static boolean opaque(ByteBuffer header) {
        int compression = header.getInt(30);
        boolean fields = compression == BIT_FIELDS
                && header.getInt(14) >= FIELDS_WITH_OPACITY_BYTES
                && header.limit() >= FILE_HEADER_BYTES + FIELDS_WITH_OPACITY_BYTES
                && header.getInt(66) == 0xff000000;
        return header.getShort(28) != 32 || compression != 0 && !fields;
    }

    /** Adds the highest byte of each pixel to its colours. */
    static Picture withOpacity(Path file, Picture colours) throws IOException {
        ByteBuffer header = start(file);
        Shape shape = colours.shape();
        float[] opacity = new float[shape.sliceVoxels()];
        boolean upwards = header.getInt(22) > 0;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(header.getInt(10) & 0xffffffffL);
            byte[] row = new byte[Math.multiplyExact(shape.x(), 4)];
            for (int y = 0; y < shape.y(); y++) {
                in.readFully(row);
                int into = (upwards ? shape.y() - 1 - y : y) * shape.x();
                for (int x = 0; x < shape.x(); x++) {
                    opacity[into + x] = row[4 * x + 3] & 0xff;
                }
            }
        }
        List<FloatVoxels> all = new ArrayList<>(colours.colours());
        all.add(FloatVoxels.of(shape, new float[][] {opacity}));
        return new Picture(all, colours.type());
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

    /** Writes one grey plane with a palette, or red, green and blue. */
    static void write(Path file, Shape shape, double[][] planes) {
        boolean grey = planes.length == 1;
        int paletteBytes = grey ? 4 * GREYS : 0;
        int rowBytes = (Math.multiplyExact(shape.x(), planes.length) + 3) / 4 * 4;
        int offset = FILE_HEADER_BYTES + INFO_HEADER_BYTES + paletteBytes;
        int pixelBytes = Math.multiplyExact(rowBytes, shape.y());
        ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'B').put((byte) 'M');
        head.putInt(Math.addExact(offset, pixelBytes)).putInt(0).putInt(offset);
        head.putInt(INFO_HEADER_BYTES).putInt(shape.x()).putInt(shape.y());
        head.putShort((short) 1).putShort((short) (8 * planes.length));
        int colours = grey ? GREYS : 0;
        head.putInt(0).putInt(pixelBytes).putInt(0).putInt(0).putInt(colours).putInt(colours);
        for (int i = 0; i < colours; i++) {
            head.put((byte) i).put((byte) i).put((byte) i).put((byte) 0);
        }
        WholeFile.write(file, out -> {
            out.write(head.array());
            byte[] row = new byte[rowBytes];
            for (int y = shape.y() - 1; y >= 0; y--) {
                for (int x = 0; x < shape.x(); x++) {
                    for (int c = 0; c < planes.length; c++) {
                        // Blue comes first.
                        row[x * planes.length + planes.length - 1 - c] = (byte) (int) planes[c][y * shape.x() + x];
                    }
                }
                out.write(row);
            }
        });
    }
}
