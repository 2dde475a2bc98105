package org.sagittal.preprocessing.image2d;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Shape;

/** Pictures by the JDK's own decoders: PNG, and JPEG, of which Commons Imaging reads only the baseline kind. */
final class JdkPicture {
    private static final float QUALITY = 0.95f;

    private JdkPicture() {}

    static BufferedImage png(Path file) throws IOException {
        return decode(file, "png", (reader, warning) -> {});
    }

    private static BufferedImage decode(Path file, String format, IIOReadWarningListener warnings) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(warnings);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /**
     * Grey, or red, green and blue; the raster is asked, since a grey image would be brightened on its way to RGB. A file without the mark at
     * its end is refused, as Pillow refuses it.
     */
    static Picture jpeg(Path file) throws IOException {
        PictureFormat.Head head = JpegHeader.read(file);
        Pictures.requireMemory(file, head, head.components());
        JpegWarnings warnings = new JpegWarnings();
        BufferedImage image = decode(file, "jpeg", warnings);
        if (warnings.endMissing()) {
            throw new FormatException(file, "is cut short: it ends before the mark at the end of a JPEG");
        }
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        float[][] planes = new float[raster.getNumBands() == 1 ? 1 : 3][width * raster.getHeight()];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < planes.length; c++) {
                    planes[c][y * width + x] = (float)
                            (planes.length == 1
                                    ? raster.getSample(x, y, 0)
                                    : image.getRGB(x, y) >> (16 - 8 * c) & 0xff);
                }
            }
        }
        return Picture.ofPlanes(raster.getHeight(), width, planes, SampleType.UINT8);
    }

    /** Writes grey, or red, green and blue, of 8 bits. */
    static void writeJpeg(Path file, Shape shape, double[][] planes) {
        BufferedImage image = new BufferedImage(
                shape.x(), shape.y(), planes.length == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        WritableRaster raster = image.getRaster();
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0; i < planes[c].length; i++) {
                raster.setSample(i % shape.x(), i / shape.x(), c, (int) planes[c][i]);
            }
        }
        WholeFile.write(file, out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
                ImageWriteParam how = writer.getDefaultWriteParam();
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
                writer.setOutput(to);
                writer.write(null, new IIOImage(image, null, null), how);
            } finally {
                writer.dispose();
            }
        });
    }
}
