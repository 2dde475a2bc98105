package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;

/**
 * What stands before the pixels of a BMP, of Windows or of OS/2.
 *
 * @param width pixels
 * @param height pixels
 * @param topDown whether the first row of pixels is the upper one
 * @param bits of a pixel
 * @param compression 0 none, 1 and 2 runs, 3 none with masks
 * @param infoBytes length of the second header
 * @param pixelsAt bytes before the pixels
 * @param palette red, green and blue in the bits of each entry
 * @param masks which bits of a pixel are red, green, blue and opacity; 0 for what there is not
 */
record BmpHeader(
        int width,
        int height,
        boolean topDown,
        int bits,
        int compression,
        int infoBytes,
        long pixelsAt,
        int[] palette,
        int[] masks) {
    static final int FILE_HEADER_BYTES = 14;
    static final int INFO_HEADER_BYTES = 40;
    private static final int OLD_HEADER_BYTES = 12;
    private static final int MAX_INFO_HEADER_BYTES = 124;
    private static final int MASKS_AT = 54;
    private static final int FIELDS_WITH_OPACITY_BYTES = 56;
    private static final int MASKED = 3;
    private static final int COLOURS = 256;

    /** Reads and checks the head; refuses what the file cannot hold. */
    static BmpHeader read(Path file) throws IOException {
        ByteBuffer start = start(file);
        int infoBytes = start.getInt(14);
        boolean old = infoBytes == OLD_HEADER_BYTES;
        int most = old ? OLD_HEADER_BYTES : INFO_HEADER_BYTES;
        if (infoBytes > MAX_INFO_HEADER_BYTES || infoBytes < most || start.limit() < FILE_HEADER_BYTES + infoBytes) {
            throw new FormatException(file, "has an impossible BMP header of " + infoBytes + " bytes");
        }
        long width = old ? start.getShort(18) & 0xffff : start.getInt(18);
        long height = old ? start.getShort(20) : start.getInt(22);
        int bits = start.getShort(old ? 24 : 28) & 0xffff;
        int compression = old ? 0 : start.getInt(30);
        long used = old ? 0 : start.getInt(46) & 0xffffffffL;
        Pictures.requirePossible(file, width, Math.abs(height), 1);
        BmpHeader header = new BmpHeader(
                (int) width,
                (int) Math.abs(height),
                height < 0,
                bits,
                compression,
                infoBytes,
                start.getInt(10) & 0xffffffffL,
                used > COLOURS ? new int[0] : palette(start, infoBytes, bits, (int) used),
                masks(start, infoBytes, bits, compression));
        header.requirePossible(file, old ? 0 : start.getInt(34) & 0xffffffffL, used);
        return header;
    }

    /** The file's first bytes: both headers and the palette. */
    private static ByteBuffer start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(FILE_HEADER_BYTES + MAX_INFO_HEADER_BYTES + 4 * COLOURS);
            if (start.length < FILE_HEADER_BYTES + OLD_HEADER_BYTES) {
                throw new FormatException(file, "ends within its BMP header");
            }
            return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static int[] palette(ByteBuffer start, int infoBytes, int bits, int used) {
        if (bits > 8) {
            return new int[0];
        }
        int each = infoBytes == OLD_HEADER_BYTES ? 3 : 4;
        int at = FILE_HEADER_BYTES + infoBytes;
        int most = Math.max(0, (start.limit() - at) / each);
        int[] palette = new int[Math.min(most, used == 0 ? 1 << bits : used)];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = start.get(at + i * each) & 0xff
                    | (start.get(at + i * each + 1) & 0xff) << 8
                    | (start.get(at + i * each + 2) & 0xff) << 16;
        }
        return palette;
    }

    private static int[] masks(ByteBuffer start, int infoBytes, int bits, int compression) {
        if (compression == MASKED && start.limit() >= MASKS_AT + 16) {
            boolean opacity = infoBytes >= FIELDS_WITH_OPACITY_BYTES;
            return new int[] {
                start.getInt(MASKS_AT),
                start.getInt(MASKS_AT + 4),
                start.getInt(MASKS_AT + 8),
                opacity ? start.getInt(MASKS_AT + 12) : 0
            };
        }
        return bits == 16 ? new int[] {0x7c00, 0x3e0, 0x1f, 0} : new int[] {0xff0000, 0xff00, 0xff, 0};
    }

    private void requirePossible(Path file, long pixelBytes, long used) throws IOException {
        long size = Files.size(file);
        if (plain() && rowBytes() * height > size) {
            throw new FormatException(
                    file, "claims " + width + " by " + height + " pixels of " + bits + " bits, which it cannot hold");
        }
        if (pixelsAt > size || pixelBytes > size || used > COLOURS) {
            throw new FormatException(
                    file,
                    "has an impossible BMP header: pixels at byte " + pixelsAt + " of " + size + ", " + pixelBytes
                            + " bytes of them, " + used + " colours");
        }
    }

    /** Whether pixels are not packed. */
    boolean plain() {
        return compression == 0 || compression == MASKED;
    }

    /** Bytes of a row that is not packed. */
    long rowBytes() {
        return ((long) width * bits + 31) / 32 * 4;
    }

    /** Whether the palette is black to white in equal steps, as Pillow asks for when it calls a BMP grey. */
    boolean grey() {
        if (infoBytes < INFO_HEADER_BYTES || bits > 8 || palette.length == 0) {
            return false;
        }
        for (int i = 0; i < palette.length; i++) {
            if (palette[i] != (palette.length == 2 ? 255 * i : i) * 0x010101) {
                return false;
            }
        }
        return true;
    }

    /** Whether pixels have a fourth byte: plain ones of 32 bits, which most programs call opacity. */
    boolean opacity() {
        boolean bytes = masks[0] == 0xff0000 && masks[1] == 0xff00 && masks[2] == 0xff;
        boolean fourth = masks[3] == 0xff000000 || infoBytes == INFO_HEADER_BYTES && bytes;
        return bits == 32 && (compression == 0 || compression == MASKED && fourth);
    }
}
