package org.sagittal.preprocessing.image2d;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;

/**
 * What stands before the pixels of a PNG.
 *
 * @param width pixels
 * @param height pixels
 * @param bits of a sample as stored
 * @param colourType PNG's number: 0 grey, 2 RGB, 3 palette, 4 grey with opacity, 6 RGB with opacity
 * @param transparent samples of the transparent colour, or an empty array; for palettes whatever they say
 * @param pixelMm height and width of a pixel, from ITK's sCAL chunk; 1 without
 * @param significant bits of each colour that were so in the original, the others being made up; an empty array if it does not say
 * @param palette entries of the palette; 0 without
 */
record PngHeader(
        int width,
        int height,
        int bits,
        int colourType,
        int[] transparent,
        double[] pixelMm,
        int[] significant,
        int palette) {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_WITH_OPACITY = 4;

    private static final int START_BYTES = 33;
    private static final int MAX_CHUNK_BYTES = 1 << 16;

    static PngHeader read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] bytes = in.readNBytes(START_BYTES);
            if (bytes.length < START_BYTES) {
                throw new FormatException(file, "ends within its PNG header");
            }
            if (!Magic.PNG.begins(bytes)) {
                throw new FormatException(file, "is no PNG");
            }
            ByteBuffer start = ByteBuffer.wrap(bytes);
            int bits = start.get(24);
            Pictures.requirePossible(file, start.getInt(16), start.getInt(20), Math.max(1, bits / 8));
            int[] transparent = {};
            double[] pixelMm = {1, 1};
            int[] significant = {};
            int palette = 0;
            int length = in.readInt();
            for (String type = type(in); !type.equals("IDAT") && !type.equals("IEND"); type = type(in)) {
                if (length < 0) {
                    throw new FormatException(file, "has a chunk of " + length + " bytes");
                }
                if (length <= MAX_CHUNK_BYTES && type.equals("tRNS")) {
                    transparent = shorts(in.readNBytes(length));
                } else if (length <= MAX_CHUNK_BYTES && type.equals("sCAL")) {
                    pixelMm = scale(in.readNBytes(length));
                } else if (length <= MAX_CHUNK_BYTES && type.equals("sBIT")) {
                    significant = bytes(in.readNBytes(length));
                } else {
                    palette = type.equals("PLTE") ? length / 3 : palette;
                    in.skipNBytes(length);
                }
                in.skipNBytes(Integer.BYTES);
                length = in.readInt();
            }
            return new PngHeader(
                    start.getInt(16),
                    start.getInt(20),
                    bits,
                    start.get(25),
                    transparent,
                    pixelMm,
                    significant,
                    palette);
        }
    }

    private static String type(DataInputStream in) throws IOException {
        byte[] type = new byte[4];
        in.readFully(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    private static int[] shorts(byte[] bytes) {
        int[] values = new int[(bytes.length + 1) / 2];
        for (int i = 0; i < bytes.length; i++) {
            values[i / 2] |= (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        }
        return values;
    }

    private static int[] bytes(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }

    private static double[] scale(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.ISO_8859_1).split("\0", 2);
        try {
            double width = Double.parseDouble(words[0].substring(1));
            double height = Double.parseDouble(words[1]);
            return width > 0 && height > 0 && Double.isFinite(width + height)
                    ? new double[] {height, width}
                    : new double[] {1, 1};
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // A size that is none is no reason to refuse the picture.
            return new double[] {1, 1};
        }
    }

    /** Samples a pixel as stored. */
    int colours() {
        return switch (colourType) {
            case GREY, PALETTE -> 1;
            case GREY_WITH_OPACITY -> 2;
            case RGB -> 3;
            default -> 4;
        };
    }

    /** Numbers a pixel as SimpleITK counts them: palettes are applied, a transparent colour gives opacity. */
    int components() {
        int more = transparent.length > 0 ? 1 : 0;
        return switch (colourType) {
            case PALETTE -> 3 + more;
            case RGB -> 3 + (transparent.length == 3 ? 1 : 0);
            default -> colours();
        };
    }

    /** By how many bits libpng shifts a colour down when it is asked for significant bits alone, as ITK asks. */
    int shift(int colour) {
        int given = colour < significant.length ? significant[colour] : 0;
        int kept = bits == 16 ? 16 : 8;
        return given > 0 && given < kept ? kept - given : 0;
    }

    SampleType type() {
        return bits == 16 ? SampleType.UINT16 : SampleType.UINT8;
    }
}
