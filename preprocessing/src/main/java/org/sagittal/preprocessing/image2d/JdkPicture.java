package org.sagittal.preprocessing.image2d;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.sagittal.geometry.io.SampleType;

/** Pictures by the JDK's own decoders: PNG, and JPEG, of which Commons Imaging reads only the baseline kind. */
final class JdkPicture {
    private JdkPicture() {}

    static BufferedImage decode(Path file, String format) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /** Grey, or red, green and blue; the raster is asked, since a grey image would be brightened on its way to RGB. */
    static Picture jpeg(Path file) throws IOException {
        BufferedImage image = decode(file, "jpeg");
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
}
