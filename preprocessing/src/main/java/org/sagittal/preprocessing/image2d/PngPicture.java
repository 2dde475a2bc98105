package org.sagittal.preprocessing.image2d;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Shape;

/** PNG: raw samples by the JDK's decoder, which applies no gamma, and keeps grey of 16 bits. */
final class PngPicture {
    private static final int HEADER_BYTES = 33;

    private final Path file;
    private final PngHeader header;

    PngPicture(Path file) throws IOException {
        this.file = file;
        this.header = PngHeader.read(file);
    }

    PngHeader header() {
        return header;
    }

    private BufferedImage decode(int planes) throws IOException {
        // The JDK adds opacity where a colour is transparent.
        int samples = header.colours() + (header.transparent().length > 0 ? 1 : 0);
        PictureFormat.Head head = new PictureFormat.Head("png", header.width(), header.height(), planes);
        Pictures.requireMemory(file, head, samples * (header.bits() == 16 ? 2 : 1));
        return JdkPicture.png(file);
    }

    /** The numbers that scikit-image reads. */
    Picture asScikitImage() throws IOException {
        if (header.colourType() == PngHeader.GREY_WITH_OPACITY && header.bits() == 8) {
            throw new FormatException(
                    file, "holds grey with opacity, which nnU-Net takes for something else; store grey alone, or RGBA");
        }
        boolean greyWithOpacity = header.colourType() == PngHeader.GREY_WITH_OPACITY;
        BufferedImage image = decode(greyWithOpacity ? 4 : header.components());
        // The JDK hands out grey of 1, 2 and 4 bits as a palette too.
        if (header.colourType() == PngHeader.PALETTE) {
            return picture(palette(image, 3), SampleType.UINT8);
        }
        boolean wide = header.bits() == 16 && header.colourType() == PngHeader.GREY;
        int shift = header.bits() == 16 && !wide ? 8 : 0;
        int[] bands = greyWithOpacity ? new int[] {0, 0, 0, 1} : inOrder(header.colours());
        // A bit is 0 or 1, also where the JDK has spread it beside a transparent colour.
        if (header.bits() == 1) {
            float[][] planes = samples(image.getRaster(), bands, 0, 1);
            for (int i = 0; i < planes[0].length; i++) {
                planes[0][i] = Math.min(1, planes[0][i]);
            }
            return picture(planes, SampleType.UINT8);
        }
        return picture(
                samples(image.getRaster(), bands, shift, spread(image)), wide ? SampleType.UINT16 : SampleType.UINT8);
    }

    /**
     * The numbers that SimpleITK reads: nothing is cut to 8 bits, bits become 0 and 255, a transparent colour gives opacity, bits that the
     * original had not are shifted out.
     */
    Picture asSimpleItk() throws IOException {
        BufferedImage image = decode(header.components());
        float[][] planes;
        if (header.colourType() == PngHeader.PALETTE) {
            planes = palette(image, header.components());
        } else {
            planes = samples(image.getRaster(), inOrder(header.colours()), 0, spread(image));
        }
        if (header.components() > planes.length) {
            planes = new float[][] {planes[0], planes[1], planes[2], opacity(planes)};
        }
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0, shift = header.shift(c); shift > 0 && i < planes[c].length; i++) {
                planes[c][i] = (float) ((int) planes[c][i] >> shift);
            }
        }
        return picture(planes, header.type());
    }

    /** What spreads samples of few bits to 0..255; beside a transparent colour the JDK has done so itself. */
    private int spread(BufferedImage image) {
        return header.bits() < 8 && image.getSampleModel().getSampleSize(0) < 8 ? 255 / ((1 << header.bits()) - 1) : 1;
    }

    private float[] opacity(float[][] planes) {
        int[] transparent = header.transparent();
        float opaque = header.bits() == 16 ? 65535 : 255;
        float[] opacity = new float[planes[0].length];
        for (int i = 0; i < opacity.length; i++) {
            boolean clear =
                    planes[0][i] == transparent[0] && planes[1][i] == transparent[1] && planes[2][i] == transparent[2];
            opacity[i] = clear ? 0 : opaque;
        }
        return opacity;
    }

    private Picture picture(float[][] planes, SampleType type) {
        return Picture.ofPlanes(header.height(), header.width(), planes, type);
    }

    private static int[] inOrder(int count) {
        int[] bands = new int[count];
        for (int i = 0; i < count; i++) {
            bands[i] = i;
        }
        return bands;
    }

    /** Bands beyond those asked for are opacity that the JDK made from a transparent colour. */
    private static float[][] samples(Raster raster, int[] bands, int shift, int spread) {
        float[][] planes = new float[bands.length][raster.getWidth() * raster.getHeight()];
        int[] row = new int[raster.getWidth()];
        for (int c = 0; c < bands.length; c++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(0, y, row.length, 1, bands[c], row);
                for (int x = 0; x < row.length; x++) {
                    planes[c][y * row.length + x] = (float) ((row[x] >> shift) * spread);
                }
            }
        }
        return planes;
    }

    private float[][] palette(BufferedImage image, int colours) {
        Raster raster = image.getRaster();
        IndexColorModel palette = (IndexColorModel) image.getColorModel();
        float[][] planes = new float[colours][raster.getWidth() * raster.getHeight()];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                int place = raster.getSample(x, y, 0);
                // The JDK fills a palette up with what it likes; libpng with black.
                int colour = place < header.palette() ? palette.getRGB(place) : 0xff000000;
                for (int c = 0; c < colours; c++) {
                    planes[c][y * raster.getWidth() + x] = (float) (colour >> (c == 3 ? 24 : 16 - 8 * c) & 0xff);
                }
            }
        }
        return planes;
    }

    /** Writes grey or colours on pixels of a unit's size. */
    static void write(Path file, Shape shape, SampleType type, double[][] planes) {
        write(file, shape, type, planes, new double[] {1, 1});
    }

    static void write(Path file, Shape shape, SampleType type, double[][] planes, double[] pixelMm) {
        int data = type == SampleType.UINT8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        WritableRaster raster = Raster.createInterleavedRaster(data, shape.x(), shape.y(), planes.length, null);
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0; i < planes[c].length; i++) {
                raster.setSample(i % shape.x(), i / shape.x(), c, (int) planes[c][i]);
            }
        }
        ColorSpace space = ColorSpace.getInstance(planes.length < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        boolean opacity = planes.length % 2 == 0;
        ColorModel model = new ComponentColorModel(
                space, opacity, false, opacity ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, data);
        BufferedImage image = new BufferedImage(model, raster, false, null);
        WholeFile.write(file, out -> {
            byte[] png = encode(image);
            out.write(png, 0, HEADER_BYTES);
            if (pixelMm[0] != 1 || pixelMm[1] != 1) {
                out.write(scale(pixelMm));
            }
            out.write(png, HEADER_BYTES, png.length - HEADER_BYTES);
        });
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(new IIOImage(image, null, null));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The chunk in which ITK keeps the size of a pixel, as it writes it: metres by name, millimetres in fact. */
    private static byte[] scale(double[] pixelMm) {
        byte[] words = ("\u0001" + pixelMm[1] + "\0" + pixelMm[0]).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer chunk = ByteBuffer.allocate(12 + words.length).putInt(words.length);
        chunk.put("sCAL".getBytes(StandardCharsets.US_ASCII)).put(words);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + words.length);
        return chunk.putInt((int) sum.getValue()).array();
    }
}
