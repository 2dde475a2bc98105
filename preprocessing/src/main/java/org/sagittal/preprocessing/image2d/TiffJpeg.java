package org.sagittal.preprocessing.image2d;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.sagittal.geometry.io.file.FormatException;

/**
 * Strips and tiles that are JPEG streams, whose tables may stand once for all of them: grey, or red, green and blue, perhaps stored as
 * brightness and colour. Reference: TIFF Technical Note 2.
 */
final class TiffJpeg {
    static final int COMPRESSION = 7;
    private static final int BRIGHTNESS_AND_COLOUR = 6;

    private final Path file;
    private final TiffPage page;
    private final byte[] tables;

    /**
     * Takes the tables that a page's streams have in common.
     *
     * @param in the file
     */
    TiffJpeg(Path file, TiffPage page, RandomAccessFile in) throws IOException {
        this.file = file;
        this.page = page;
        this.tables = page.tags().bytes(in, TiffTag.JPEG_TABLES);
    }

    /** The samples of a block, row by row, colours of a pixel together; rows and columns beyond the stream's stay 0. */
    double[] decode(byte[] stored, int rows) throws IOException {
        int together = page.samplesTogether();
        if (page.bits() != 8 || together != 1 && together != 3) {
            throw new FormatException(
                    file,
                    "holds JPEG streams of " + together + " samples of " + page.bits()
                            + " bits a pixel; 1 or 3 of 8 bits are read");
        }
        Raster raster = raster(whole(stored));
        if (raster.getNumBands() != together) {
            throw new FormatException(
                    file,
                    "holds a JPEG stream of " + raster.getNumBands() + " samples where " + together + " should be");
        }
        boolean convert = together == 3 && page.photometric() == BRIGHTNESS_AND_COLOUR;
        double[] values = new double[Math.multiplyExact(page.blockWidth() * together, rows)];
        int columns = Math.min(page.blockWidth(), raster.getWidth());
        int[] pixel = new int[together];
        for (int y = 0; y < Math.min(rows, raster.getHeight()); y++) {
            for (int x = 0; x < columns; x++) {
                raster.getPixel(x, y, pixel);
                if (convert) {
                    toColours(pixel);
                }
                for (int c = 0; c < together; c++) {
                    values[(y * page.blockWidth() + x) * together + c] = pixel[c];
                }
            }
        }
        return values;
    }

    /** Reference: ITU-T T.871, section 7. */
    private static void toColours(int[] pixel) {
        double blue = pixel[1] - 128.0;
        double red = pixel[2] - 128.0;
        double grey = pixel[0];
        pixel[0] = clamped(grey + 1.402 * red);
        pixel[1] = clamped(grey - 0.344136 * blue - 0.714136 * red);
        pixel[2] = clamped(grey + 1.772 * blue);
    }

    private static int clamped(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** The tables, without the mark at their end, in front of the stream, without the mark at its start. */
    private byte[] whole(byte[] stored) {
        if (stored.length < 4) {
            throw new FormatException(file, "has a JPEG stream of " + stored.length + " bytes");
        }
        if (tables.length < 4) {
            return stored;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(tables.length + stored.length);
        whole.write(tables, 0, tables.length - 2);
        whole.write(stored, 2, stored.length - 2);
        return whole.toByteArray();
    }

    private Raster raster(byte[] stream) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        ImageReader reader = readers.next();
        JpegWarnings warnings = new JpegWarnings();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(warnings);
            // Streams are padded to whole blocks of 16 pixels at most.
            if (reader.getWidth(0) > page.blockWidth() + 16 || reader.getHeight(0) > page.blockHeight() + 16) {
                throw new FormatException(
                        file,
                        "holds a JPEG stream of " + reader.getWidth(0) + " by " + reader.getHeight(0)
                                + " pixels in a strip or tile of " + page.blockWidth() + " by " + page.blockHeight());
            }
            Raster raster = reader.readRaster(0, null);
            // libtiff and tifffile pass over a missing end mark too.
            if (warnings.pixelsMissing()) {
                throw new FormatException(file, "is cut short: a strip or tile ends within its JPEG stream");
            }
            return raster;
        } finally {
            reader.dispose();
        }
    }
}
