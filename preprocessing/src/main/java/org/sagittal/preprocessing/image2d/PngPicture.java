package org.sagittal.preprocessing.image2d;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.Shape;

/** PNG: raw samples by the JDK's decoder, which applies no gamma, and keeps grey of 16 bits. */
final class PngPicture {
    private static final int HEADER_BYTES = 33;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_WITH_OPACITY = 4;

    private PngPicture() {}

    static Picture read(Path file) throws IOException {
        ByteBuffer header = header(file);
        int bits = header.get(24);
        int colourType = header.get(25);
        Pictures.requirePossible(file, header.getInt(16), header.getInt(20), Math.max(1, bits / 8));
        if (colourType == GREY_WITH_OPACITY && bits == 8) {
            throw new FormatException(
                    file, "holds grey with opacity, which nnU-Net takes for something else; store grey alone, or RGBA");
        }
        BufferedImage image = JdkPicture.decode(file, "png");
        // The JDK hands out grey of 1, 2 and 4 bits as a palette too.
        if (colourType == PALETTE) {
            return palette(image.getRaster(), (IndexColorModel) image.getColorModel());
        }
        return samples(image.getRaster(), bits, colourType);
    }

    private static ByteBuffer header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(HEADER_BYTES);
            if (start.length < HEADER_BYTES) {
                throw new FormatException(file, "ends within its PNG header");
            }
            return ByteBuffer.wrap(start);
        }
    }

    /** Bands beyond those of the colour type are opacity that the JDK made from a transparent colour. */
    private static Picture samples(Raster raster, int bits, int colourType) {
        boolean greyWithOpacity = colourType == GREY_WITH_OPACITY;
        int colours = colourType == GREY ? 1 : colourType == RGB ? 3 : 4;
        boolean wide = bits == 16 && colourType == GREY;
        int spread = bits == 2 ? 85 : bits == 4 ? 17 : 1;
        int shift = bits == 16 && !wide ? 8 : 0;
        float[][] planes = new float[colours][raster.getWidth() * raster.getHeight()];
        int[] row = new int[raster.getWidth()];
        for (int c = 0; c < colours; c++) {
            int band = greyWithOpacity ? c / 3 : c;
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(0, y, row.length, 1, band, row);
                for (int x = 0; x < row.length; x++) {
                    planes[c][y * row.length + x] = (float) ((row[x] >> shift) * spread);
                }
            }
        }
        return Picture.ofPlanes(
                raster.getHeight(), raster.getWidth(), planes, wide ? SampleType.UINT16 : SampleType.UINT8);
    }

    private static Picture palette(Raster raster, IndexColorModel palette) {
        float[][] planes = new float[3][raster.getWidth() * raster.getHeight()];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                int colour = palette.getRGB(raster.getSample(x, y, 0));
                for (int c = 0; c < 3; c++) {
                    planes[c][y * raster.getWidth() + x] = (float) (colour >> (16 - 8 * c) & 0xff);
                }
            }
        }
        return Picture.ofPlanes(raster.getHeight(), raster.getWidth(), planes, SampleType.UINT8);
    }

    static void write(Path file, Shape shape, SampleType type, double[] page) {
        BufferedImage image = new BufferedImage(
                shape.x(),
                shape.y(),
                type == SampleType.UINT8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster raster = image.getRaster();
        for (int i = 0; i < page.length; i++) {
            raster.setSample(i % shape.x(), i / shape.x(), 0, (int) page[i]);
        }
        WholeFile.write(file, out -> encode(image, out));
    }

    private static void encode(BufferedImage image, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(new IIOImage(image, null, null));
        } finally {
            writer.dispose();
        }
    }
}
