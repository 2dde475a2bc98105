package org.sagittal.preprocessing.image2d;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.imaging.ImageFormat;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.ImageInfo;
import org.apache.commons.imaging.Imaging;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.WholeLabels;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * Reads and writes pictures. Numbers are those in the file: no gamma, no colour profile, no opacity is applied.
 *
 * <p>Follows what scikit-image's {@code imread} returns (Pillow for PNG, BMP, JPEG, PNM; tifffile for TIFF): palettes become red, green
 * and blue in PNG and BMP but stay indices in TIFF; a bit is 0 or 1; grey of 2 and 4 bits is spread to 0..255; colours of 16 bits in
 * PNG lose their lower byte, grey of 16 bits does not.
 */
public final class Pictures {
    /** No compression of pictures shrinks more than deflate; what claims more is refused. */
    private static final long MAX_RATIO = 1032;

    private static final int START_BYTES = 64;
    private static final Set<ImageFormats> KINDS = EnumSet.of(
            ImageFormats.PNG,
            ImageFormats.TIFF,
            ImageFormats.BMP,
            ImageFormats.JPEG,
            ImageFormats.PBM,
            ImageFormats.PGM,
            ImageFormats.PPM);

    private Pictures() {}

    /**
     * Reads a picture.
     *
     * @param file PNG, TIFF, BMP, JPEG or PNM, recognised by its contents
     * @return its colours; a TIFF of several equal pages is a stack
     * @throws FormatException if it is none of these, is damaged, or is of a kind that is not read
     */
    public static Picture read(Path file) {
        return Decoding.of(file, () -> decode(file));
    }

    /** By the first bytes alone; asked for a file, Commons Imaging would trust its name too. */
    private static ImageFormat guess(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Imaging.guessFormat(in.readNBytes(START_BYTES));
        }
    }

    private static Picture decode(Path file) throws IOException {
        if (!(guess(file) instanceof ImageFormats format) || format == ImageFormats.UNKNOWN) {
            throw new FormatException(file, "is no picture");
        }
        if (format == ImageFormats.TIFF) {
            return new TiffPicture(file).read();
        }
        if (format == ImageFormats.PNG) {
            return new PngPicture(file).asScikitImage();
        }
        if (KINDS.contains(format)) {
            return decodeColours(file, format);
        }
        throw new FormatException(file, "is a " + format.getName() + " picture; PNG, TIFF, BMP, JPEG and PNM are read");
    }

    private static Picture decodeColours(Path file, ImageFormats format) throws IOException {
        if (format == ImageFormats.BMP) {
            return BmpPicture.read(file);
        }
        if (format == ImageFormats.JPEG) {
            return JdkPicture.jpeg(file);
        }
        ImageInfo info = Imaging.getImageInfo(file.toFile());
        requirePossible(file, info.getWidth(), info.getHeight(), 1);
        if (PnmHeader.greatest(file) > 255) {
            throw new FormatException(file, "is a PNM picture of more than 8 bits a colour; store it as PNG or TIFF");
        }
        boolean grey =
                info.getColorType() == ImageInfo.ColorType.GRAYSCALE || info.getColorType() == ImageInfo.ColorType.BW;
        PictureFormat.Head head = new PictureFormat.Head("pnm", info.getWidth(), info.getHeight(), grey ? 1 : 3);
        requireMemory(file, head, Integer.BYTES);
        int divisor = grey && info.getBitsPerPixel() == 1 ? 255 : 1;
        return split(Imaging.getBufferedImage(file.toFile()), head.components(), divisor);
    }

    static Picture split(BufferedImage image, int colours, int divisor) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[][] planes = new float[colours][Math.multiplyExact(width, height)];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < colours; c++) {
                    planes[c][y * width + x] = (float) ((row[x] >> (16 - 8 * c) & 0xff) / divisor);
                }
            }
        }
        return Picture.ofPlanes(height, width, planes, SampleType.UINT8);
    }

    /** Refuses a size that the file cannot hold, before memory is taken for it. */
    static void requirePossible(Path file, long width, long height, long bytesPerPixel) throws IOException {
        if (width < 1 || height < 1 || width * height > Integer.MAX_VALUE - 8) {
            throw new FormatException(file, "claims a size of " + width + " by " + height + " pixels");
        }
        // A bit may stand for a pixel, hence the 8.
        if (width * height * bytesPerPixel > Files.size(file) * MAX_RATIO * 8) {
            throw new FormatException(
                    file,
                    "claims a size of " + width + " by " + height + " pixels, which its " + Files.size(file)
                            + " bytes cannot hold");
        }
    }

    /**
     * Refuses a picture that would take more memory than allowed, before it is taken.
     *
     * @param head its size and numbers a pixel, which become float32
     * @param decodedBytes what a pixel takes beside them, as its decoder hands it out
     */
    static void requireMemory(Path file, PictureFormat.Head head, int decodedBytes) {
        double bytesPerPixel = (double) head.components() * Float.BYTES + decodedBytes;
        VolumeLimits.require(file, (double) head.width() * head.height() * bytesPerPixel);
    }

    /**
     * Writes a label map as uint8, or as uint16 where a label is 255 or more (nnU-Net's rule).
     *
     * @param file {@code .png} or {@code .bmp} for one slice, {@code .tif} or {@code .tiff} for one page a slice
     * @param labels (z, y, x), none negative
     * @throws FormatException if the ending is another, or the format cannot hold the labels
     */
    public static void writeLabels(Path file, LabelVoxels labels) {
        SampleType type = WholeLabels.typeFor(labels);
        if (type == SampleType.INT16) {
            throw new FormatException(file, "cannot be written: pictures hold no negative labels");
        }
        write(file, labels.shape(), type, (z, into) -> {
            short[] slice = labels.slice(z);
            for (int i = 0; i < into.length; i++) {
                into[i] = slice[i];
            }
        });
    }

    /**
     * Writes intensities as float32, which only TIFF holds.
     *
     * @param file {@code .tif} or {@code .tiff}
     * @param values (z, y, x), one page a slice
     * @throws FormatException if the ending is another
     */
    public static void writeFloats(Path file, FloatVoxels values) {
        write(file, values.shape(), SampleType.FLOAT32, (z, into) -> {
            float[] slice = values.slice(z);
            for (int i = 0; i < into.length; i++) {
                into[i] = slice[i];
            }
        });
    }

    /** Gives the pages of a picture to be written. */
    @FunctionalInterface
    interface Pages {
        void page(int z, double[] into);
    }

    private static void write(Path file, Shape shape, SampleType type, Pages pages) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tif") || name.endsWith(".tiff")) {
            TiffWriter.write(file, TiffWriter.Plan.stack(shape, type), pages);
            return;
        }
        if (shape.z() != 1) {
            throw new FormatException(file, "cannot be written: " + shape.z() + " slices go into .tif only");
        }
        double[] page = new double[shape.sliceVoxels()];
        pages.page(0, page);
        if (name.endsWith(".png") && !type.floating()) {
            PngPicture.write(file, shape, type, new double[][] {page});
        } else if (name.endsWith(".bmp") && type == SampleType.UINT8) {
            BmpPicture.write(file, shape, new double[][] {page});
        } else {
            throw new FormatException(
                    file,
                    "cannot be written: " + type.numpyName()
                            + " goes into .tif, labels also into .png, and below 255 into .bmp");
        }
    }
}
