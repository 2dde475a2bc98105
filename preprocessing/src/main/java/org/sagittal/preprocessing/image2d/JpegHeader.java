package org.sagittal.preprocessing.image2d;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;

/** What stands before the pixels of a JPEG: JFIF's density, and the frame header. Reference: ITU-T T.81 and T.871. */
final class JpegHeader {
    private static final int APP0 = 0xe0;
    private static final int START_OF_SCAN = 0xda;
    private static final double MM_PER_INCH = 25.4;
    private static final double MM_PER_CM = 10;

    private JpegHeader() {}

    static PictureFormat.Head read(Path file) throws IOException {
        double[] pixelMm = {1, 1};
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readUnsignedShort() != 0xffd8) {
                throw new FormatException(file, "is no JPEG");
            }
            while (true) {
                int marker = marker(in);
                if (marker == START_OF_SCAN) {
                    throw new FormatException(file, "is damaged: it has pixels before their size is said");
                }
                if (marker == 1 || marker >= 0xd0 && marker <= 0xd8) {
                    continue;
                }
                int length = in.readUnsignedShort() - 2;
                if (length < 0) {
                    throw new FormatException(file, "is damaged: a segment says it has " + length + " bytes");
                }
                byte[] segment = new byte[length];
                in.readFully(segment);
                ByteBuffer bytes = ByteBuffer.wrap(segment);
                if (marker == APP0 && length >= 12 && bytes.getInt(0) == 0x4a464946) {
                    pixelMm = density(bytes);
                } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                    return frame(file, bytes, pixelMm);
                }
            }
        }
    }

    /** The next marker; bytes before it that belong to no segment are passed over, as libjpeg and Pillow do. */
    private static int marker(DataInputStream in) throws IOException {
        int before = in.readUnsignedByte();
        int marker = in.readUnsignedByte();
        while (before != 0xff || marker == 0xff || marker == 0) {
            before = marker;
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private static double[] density(ByteBuffer jfif) {
        int unit = jfif.get(7);
        int across = jfif.getShort(8) & 0xffff;
        int down = jfif.getShort(10) & 0xffff;
        double mm = unit == 1 ? MM_PER_INCH : unit == 2 ? MM_PER_CM : 0;
        return mm > 0 && across > 0 && down > 0 ? new double[] {mm / down, mm / across} : new double[] {1, 1};
    }

    private static PictureFormat.Head frame(Path file, ByteBuffer bytes, double[] pixelMm) throws IOException {
        if (bytes.capacity() < 6) {
            throw new FormatException(file, "is damaged: its frame header has " + bytes.capacity() + " bytes");
        }
        int bits = bytes.get(0);
        int height = bytes.getShort(1) & 0xffff;
        int width = bytes.getShort(3) & 0xffff;
        int components = bytes.get(5) & 0xff;
        Pictures.requirePossible(file, width, height, 1);
        if (bits != 8 || components != 1 && components != 3) {
            throw new FormatException(
                    file,
                    "is a JPEG of " + components + " components of " + bits
                            + " bits; grey and colours (3) of 8 bits are read");
        }
        return new PictureFormat.Head("jpeg", width, height, components, SampleType.UINT8, pixelMm);
    }
}
