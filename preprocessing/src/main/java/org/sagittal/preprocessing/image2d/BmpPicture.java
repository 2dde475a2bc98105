package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.imaging.Imaging;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * BMP: pixels of 1 to 32 bits, of which Commons Imaging unpacks runs, and BMPs to be written (Commons Imaging writes the palette in an order
 * of its own).
 */
final class BmpPicture {
    private static final int GREYS = 256;

    private BmpPicture() {}

    static PictureFormat.Head head(Path file) throws IOException {
        BmpHeader header = BmpHeader.read(file);
        return head(header, header.grey() ? 1 : header.opacity() ? 4 : 3);
    }

    private static PictureFormat.Head head(BmpHeader header, int colours) {
        return new PictureFormat.Head("bmp", header.width(), header.height(), colours);
    }

    /** Reads grey where the palette is, bits being 0 and 1, else red, green and blue. */
    static Picture read(Path file) throws IOException {
        BmpHeader header = BmpHeader.read(file);
        int divisor = header.grey() && header.bits() == 1 ? 255 : 1;
        int components = header.grey() ? 1 : 3;
        Pictures.requireMemory(file, head(header, components), header.plain() ? 0 : Integer.BYTES);
        if (!header.plain()) {
            return Pictures.split(Imaging.getBufferedImage(file.toFile()), components, divisor);
        }
        float[][] planes = new float[components][Math.multiplyExact(header.width(), header.height())];
        rows(file, header, (row, into) -> {
            for (int x = 0; x < header.width(); x++) {
                int colour = colour(file, header, row, x);
                for (int c = 0; c < planes.length; c++) {
                    planes[c][into + x] = (float) ((colour >> (16 - 8 * c) & 0xff) / divisor);
                }
            }
        });
        return Picture.ofPlanes(header.height(), header.width(), planes, SampleType.UINT8);
    }

    /** Takes a row's bytes and the index of its first pixel. */
    private interface Rows {
        void row(ByteBuffer row, int into);
    }

    private static void rows(Path file, BmpHeader header, Rows rows) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(header.pixelsAt());
            ByteBuffer row =
                    ByteBuffer.allocate(Math.toIntExact(header.rowBytes())).order(ByteOrder.LITTLE_ENDIAN);
            for (int y = 0; y < header.height(); y++) {
                in.readFully(row.array());
                rows.row(row, (header.topDown() ? y : header.height() - 1 - y) * header.width());
            }
        }
    }

    private static int colour(Path file, BmpHeader header, ByteBuffer row, int x) {
        int bits = header.bits();
        switch (bits) {
            case 1, 2, 4, 8 -> {
                int place = row.get(x * bits / 8) >> (8 - bits - x * bits % 8) & ((1 << bits) - 1);
                if (place >= header.palette().length) {
                    return 0;
                }
                return header.palette()[place];
            }
            case 24 -> {
                return row.get(3 * x) & 0xff | (row.get(3 * x + 1) & 0xff) << 8 | (row.get(3 * x + 2) & 0xff) << 16;
            }
            case 16, 32 -> {
                int pixel = bits == 16 ? row.getShort(2 * x) & 0xffff : row.getInt(4 * x);
                int[] masks = header.masks();
                return part(pixel, masks[0]) << 16 | part(pixel, masks[1]) << 8 | part(pixel, masks[2]);
            }
            default ->
                throw new FormatException(file, "has pixels of " + bits + " bits; 1, 2, 4, 8, 16, 24 and 32 are read");
        }
    }

    /** The bits under a mask, spread to 0..255. */
    private static int part(int pixel, int mask) {
        if (mask == 0) {
            return 0;
        }
        int shift = Integer.numberOfTrailingZeros(mask);
        long greatest = mask >>> shift & 0xffffffffL;
        return (int) (((pixel & mask) >>> shift & 0xffffffffL) * 255 / greatest);
    }

    /** Adds the highest byte of each pixel to its colours. */
    static Picture withOpacity(Path file, Picture colours) throws IOException {
        BmpHeader header = BmpHeader.read(file);
        Pictures.requireMemory(file, head(header, colours.colours().size() + 1), 0);
        Shape shape = colours.shape();
        float[] opacity = new float[shape.sliceVoxels()];
        rows(file, header, (row, into) -> {
            for (int x = 0; x < header.width(); x++) {
                opacity[into + x] = row.get(4 * x + 3) & 0xff;
            }
        });
        List<FloatVoxels> all = new ArrayList<>(colours.colours());
        all.add(FloatVoxels.of(shape, new float[][] {opacity}));
        return new Picture(all, colours.type());
    }

    /** Writes one grey plane with a palette, or red, green and blue. */
    static void write(Path file, Shape shape, double[][] planes) {
        boolean grey = planes.length == 1;
        int paletteBytes = grey ? 4 * GREYS : 0;
        int rowBytes = (Math.multiplyExact(shape.x(), planes.length) + 3) / 4 * 4;
        int offset = BmpHeader.FILE_HEADER_BYTES + BmpHeader.INFO_HEADER_BYTES + paletteBytes;
        int pixelBytes = Math.multiplyExact(rowBytes, shape.y());
        ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'B').put((byte) 'M');
        head.putInt(Math.addExact(offset, pixelBytes)).putInt(0).putInt(offset);
        head.putInt(BmpHeader.INFO_HEADER_BYTES).putInt(shape.x()).putInt(shape.y());
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
