package org.sagittal.preprocessing.image2d;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.common.PackBits;
import org.apache.commons.imaging.mylzw.MyLzwDecompressor;
import org.sagittal.geometry.io.file.FormatException;

/** The compressions of TIFF strips and tiles that lose nothing. */
final class TiffCompression {
    private static final int NONE = 1;
    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int OLD_DEFLATE = 32946;
    private static final int PACK_BITS = 32773;

    private TiffCompression() {}

    static byte[] decompress(Path file, int compression, byte[] stored, int wanted) throws IOException {
        byte[] raw = switch (compression) {
            case NONE -> stored;
            case LZW ->
                new MyLzwDecompressor(8, ByteOrder.BIG_ENDIAN, true)
                        .decompress(new ByteArrayInputStream(stored), wanted);
            case DEFLATE, OLD_DEFLATE -> inflate(file, stored, wanted);
            case PACK_BITS -> PackBits.decompress(stored, wanted);
            default ->
                throw new FormatException(
                        file,
                        "is compressed by method " + compression + "; none, LZW, deflate, PackBits and JPEG are read");
        };
        if (raw.length < wanted) {
            throw new FormatException(
                    file, "has a strip or tile of " + raw.length + " bytes where " + wanted + " are needed");
        }
        return raw.length == wanted ? raw : Arrays.copyOf(raw, wanted);
    }

    private static byte[] inflate(Path file, byte[] stored, int wanted) {
        if (wanted / 1032 > stored.length) {
            throw new FormatException(
                    file, "has a strip or tile of " + stored.length + " bytes that cannot hold " + wanted);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            byte[] raw = new byte[wanted];
            int done = 0;
            while (done < wanted && !inflater.finished()) {
                int count = inflater.inflate(raw, done, wanted - done);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                done += count;
            }
            return done == wanted ? raw : Arrays.copyOf(raw, done);
        } catch (DataFormatException e) {
            throw new FormatException(file, "has a damaged strip or tile: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /**
     * Undoes the predictor of floating-point numbers: in each row the highest bytes of all numbers come first, and bytes are stored as
     * differences. Reference: TIFF Technical Note 3.
     *
     * @param raw rows; receives the numbers, highest byte first
     * @param rowBytes length of a row
     * @param step samples a pixel
     * @param bytes length of a number
     */
    static void undoFloatDifferences(byte[] raw, int rowBytes, int step, int bytes) {
        byte[] row = new byte[rowBytes];
        int numbers = rowBytes / bytes;
        for (int start = 0; start + rowBytes <= raw.length; start += rowBytes) {
            for (int i = step; i < rowBytes; i++) {
                raw[start + i] += raw[start + i - step];
            }
            System.arraycopy(raw, start, row, 0, rowBytes);
            for (int i = 0; i < numbers; i++) {
                for (int b = 0; b < bytes; b++) {
                    raw[start + i * bytes + b] = row[b * numbers + i];
                }
            }
        }
    }
}
